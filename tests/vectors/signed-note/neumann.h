/* SPDX-License-Identifier: Apache-2.0 */
/*
 * C2SP signed-note: the note of PeterNeumann, his line, that of somebody else, and his key (type 1 in front).
 * From the documentation of Go's sumdb/note (The Go Authors, BSD-3-Clause); the specification shows it too.
 */
#ifndef HF_TESTS_VECTORS_SIGNED_NOTE_NEUMANN_H
#define HF_TESTS_VECTORS_SIGNED_NOTE_NEUMANN_H

#define TEXT \
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
#define LINE                     \
    "\xe2\x80\x94 PeterNeumann " \
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
#define OTHER                 \
    "\xe2\x80\x94 EnochRoot " \
    "rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
#define KEY "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

#endif
