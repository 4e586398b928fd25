/* SPDX-License-Identifier: Apache-2.0 */
/* Before any thread is started, as it forks. */
#include "unit/certificate.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"

void certificate_make(const char *key_file, const char *certificate_file)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        dup2(open("/dev/null", O_WRONLY), 2);
        execlp("openssl", "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
               "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=peer", "-addext",
               "subjectAltName=IP:127.0.0.1", "-keyout", key_file, "-out", certificate_file, (char *)NULL);
        _exit(127);
    }
    HF_CHECK(child > 0 && waitpid(child, &status, 0) == child && status == 0);
}
