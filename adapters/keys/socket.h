/* SPDX-License-Identifier: Apache-2.0 */
/* The signer's socket, by its directory: so its path may be as long as a path may be. -1: errno says why. */
#ifndef HF_KEYS_SOCKET_H
#define HF_KEYS_SOCKET_H

int hf_socket_listen(int directory); /* one that is left over is taken away first */
int hf_socket_reach(int directory);
void hf_socket_remove(int directory);

#endif
