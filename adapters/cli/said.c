/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/said.h"

#include "casefile/fact.h"
#include "desk/access.h"

struct name {
    struct hf_str name;
    enum hf_say say;
};

static const struct name knowns[] = {
#define HF_KNOWN(name_) {HF_STR_INIT(#name_), HF_SAY_known_##name_},
    HF_KNOWNS(HF_KNOWN)
#undef HF_KNOWN
};
static const struct name reads[] = {
#define HF_READ_KIND(name_) {HF_STR_INIT(#name_), HF_SAY_read_##name_},
    HF_READ_KINDS(HF_READ_KIND)
#undef HF_READ_KIND
};
static const struct name readers[] = {{HF_STR_INIT("auditor"), HF_SAY_for_auditor},
                                      {HF_STR_INIT("public"), HF_SAY_for_public}};

static struct hf_str said(const struct hf_cli *cli, const struct name *names, size_t count,
                          struct hf_str name)
{
    for (size_t i = 0; !cli->json && i < count; i++)
        if (hf_str_eq(names[i].name, name))
            return hf_say(names[i].say, cli->lang);
    return name;
}

struct hf_str hf_said_known(const struct hf_cli *cli, struct hf_str known)
{
    return said(cli, knowns, sizeof knowns / sizeof knowns[0], known);
}

struct hf_str hf_said_read(const struct hf_cli *cli, struct hf_str what)
{
    return said(cli, reads, sizeof reads / sizeof reads[0], what);
}

struct hf_str hf_said_of(const struct hf_cli *cli, struct hf_str of)
{
    static const struct hf_str between = HF_STR_INIT(" for ");
    for (size_t i = 0; !cli->json && i + between.len < of.len; i++)
        if (hf_str_begins(hf_str_part(of, i, of.len), between)) {
            struct hf_str reader = hf_str_part(of, i + between.len, of.len);
            struct hf_buf out = hf_buf_in(cli->arena, of.len + 32);
            hf_say_put(&out, HF_SAY_read_for, cli->lang, hf_str_part(of, 0, i),
                       said(cli, readers, sizeof readers / sizeof readers[0], reader));
            return hf_buf_str(&out);
        }
    return of;
}
