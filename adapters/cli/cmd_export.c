/* SPDX-License-Identifier: Apache-2.0 */
/* audit export: one file with all that proves it, for a reader. */
#include "cli/cmd.h"
#include "cli/directory.h"
#include "cli/file.h"
#include "cli/output.h"
#include "cli/reading.h"
#include "cli/sealing.h"
#include "cli/witnessing.h"
#include "desk/bundle.h"

static const struct hf_column columns[] = {HF_COLUMN("case", case), HF_COLUMN("reader", made_for),
                                           HF_COLUMN("size", bytes), HF_COLUMN("output", written_to)};

/* A role of the case's procedure or of the house, as the case is read now. */
static bool is_role(const struct hf_sight *sight, struct hf_str typed)
{
    const struct hf_flows *flows = &sight->flows;
    return (flows->workflow != NULL && hf_flow_role(flows->workflow, typed) != HF_NONE) ||
           hf_flow_role(flows->house, typed) != HF_NONE;
}

/* Everybody who is neither the auditor, the public nor a role is an authority of the directory. */
static enum hf_rc find_reader(struct hf_seat *seat, const struct hf_sight *sight,
                              struct hf_bundle_order *order, struct hf_err *err)
{
    struct hf_str typed = hf_cli_value(seat->cli, HF_STR("for"));
    struct hf_sight authority;
    order->reader = HF_READER_AUDITOR;
    if (typed.len == 0 || hf_str_eq(typed, HF_STR("auditor")))
        return HF_OK;
    order->reader = HF_READER_PUBLIC;
    if (hf_str_eq(typed, HF_STR("public")))
        return HF_OK;
    order->reader = HF_READER_ROLE;
    order->role = typed;
    if (is_role(sight, typed))
        return HF_OK;
    order->role = HF_STR_NONE;
    order->reader = HF_READER_AUTHORITY;
    enum hf_rc rc = hf_directory_find(seat, typed, &authority, err);
    if (rc == HF_NOT_FOUND)
        return hf_fail(err, HF_WORD_bundle_reader, HF_STR("--for"), typed, HF_STR_NONE);
    order->authority = authority.file;
    return rc;
}

static struct hf_str path_of(struct hf_seat *seat, struct hf_str name)
{
    struct hf_str given = hf_cli_value(seat->cli, HF_STR("output"));
    struct hf_buf path = hf_buf_in(seat->arena, 32);
    if (given.len > 0)
        return given;
    hf_buf_put(&path, name);
    hf_buf_put(&path, HF_STR(".bundle"));
    return hf_buf_str(&path);
}

/* ---- witnesses ---- */

struct cosigning {
    struct hf_seat *seat;
    struct hf_witnessing *witnesses; /* NULL: none are named */
};

static void pass_over(void *context, const struct hf_policy_name *witness, const struct hf_err *why)
{
    (void)context;
    (void)witness;
    (void)why;
}

static void ask_witnesses(void *context)
{
    struct cosigning *c = context;
    struct hf_err err;
    if (c->witnesses != NULL)
        (void)hf_witnessing_ask(c->witnesses, pass_over, NULL, &err);
}

static enum hf_rc begin_cosigning(struct cosigning *c, struct hf_err *err)
{
    struct hf_str path = hf_settings_get(&c->seat->cli->settings, HF_SET_WITNESS_POLICY);
    if (path.len == 0)
        return HF_OK;
    c->witnesses = HF_NEW(c->seat->arena, struct hf_witnessing, 1);
    return hf_witnessing_begin(c->seat, path, c->seat->arena, c->witnesses, err);
}

/* A bundle without its quorum is a bundle: it says less, and its maker is told. */
static void tell_missing(const struct cosigning *c)
{
    struct hf_err err;
    if (c->witnesses == NULL || hf_witnessing_judge(c->witnesses, &err) == HF_OK)
        return;
    hf_out_hint(c->seat->cli, HF_SAY_few_witnesses,
                hf_settings_get(&c->seat->cli->settings, HF_SET_WITNESS_POLICY), HF_STR_NONE);
    hf_out_error(c->seat->cli, &err);
}

/* Whom it is for, and SHA-256 of the file, by which a copy is known again. */
static struct hf_str bundle_name(struct hf_seat *seat, const struct hf_bundle_order *order,
                                 struct hf_str bytes)
{
    static const struct hf_str readers[] = {[HF_READER_AUDITOR] = HF_STR_INIT("auditor"),
                                            [HF_READER_PUBLIC] = HF_STR_INIT("public"),
                                            [HF_READER_AUTHORITY] = HF_STR_INIT("authority"),
                                            [HF_READER_ROLE] = HF_STR_INIT("role")};
    struct hf_buf name = hf_buf_in(seat->arena, 128);
    struct hf_digest digest;
    hf_sha256(&seat->hasher, &bytes, 1, &digest);
    hf_digest_put(&name, &digest);
    hf_buf_put(&name, HF_STR(" for "));
    hf_buf_put(&name, readers[order->reader]);
    hf_buf_put(&name, order->reader < HF_READER_AUTHORITY ? HF_STR_NONE : HF_STR(" "));
    if (order->reader == HF_READER_AUTHORITY)
        hf_id_put(&name, &order->authority);
    hf_buf_put(&name, order->role);
    return hf_buf_str(&name);
}

/* What does not verify is told with what to do about it; the sentence itself follows. */
static enum hf_rc make_bundle(struct hf_seat *seat, const struct hf_bundle_order *order, struct hf_buf *out,
                              struct hf_err *err)
{
    enum hf_rc rc = hf_bundle_make(seat->desk, order, seat->arena, out, err);
    if (rc == HF_UNVERIFIED)
        hf_out_hint(seat->cli, HF_SAY_export_refused, HF_STR_NONE, HF_STR_NONE);
    return rc;
}

static enum hf_rc export(struct hf_seat *seat, struct hf_err *err) {
    struct cosigning cosigning = {.seat = seat};
    struct hf_bundle_order order = {.documents = hf_cli_has(seat->cli, HF_STR("with-documents")),
                                    .witness = ask_witnesses,
                                    .context = &cosigning};
    struct hf_buf out = hf_buf_in(seat->arena, 1 << 20);
    struct hf_json_maker row = hf_json_make(seat->arena);
    struct hf_sight sight;
    HF_TRY(hf_sealing_fits(seat->cli, err));
    HF_TRY(hf_sight_case(seat, hf_cli_arg(seat->cli, 0), &sight, err));
    HF_TRY(find_reader(seat, &sight, &order, err));
    order.file = sight.file;
    HF_TRY(begin_cosigning(&cosigning, err));
    HF_TRY(make_bundle(seat, &order, &out, err));
    struct hf_str path = path_of(seat, hf_cli_arg(seat->cli, 0)), sealed;
    HF_TRY(hf_sealing_make(seat->cli, &seat->hasher, &seat->dice, hf_buf_str(&out), &sealed, err));
    struct hf_str reader = hf_cli_value(seat->cli, HF_STR("for"));
    reader = reader.len > 0 ? reader : HF_STR("auditor");
    if (hf_case_head(&sight.c)->kind != HF_FILE_ACCESS)
        hf_reading_note(seat, &sight.file, HF_READ_bundle, bundle_name(seat, &order, sealed));
    HF_TRY(hf_reading_record(seat, err));
    HF_TRY(hf_file_put(path, sealed, seat->arena, err));
    hf_json_add(&row, HF_STR("case"), hf_json_of_text(hf_cli_arg(seat->cli, 0)));
    hf_json_add(&row, HF_STR("reader"), hf_json_of_text(reader));
    hf_json_add(&row, HF_STR("size"), hf_json_of_int((int64_t)sealed.len));
    hf_json_add(&row, HF_STR("output"), hf_json_of_text(path));
    struct hf_json object = hf_json_object(&row);
    hf_out_record(seat->cli, HF_VIEW(columns), &object);
    hf_out_hint(seat->cli, HF_SAY_next_export, path, HF_STR_NONE);
    tell_missing(&cosigning);
    return HF_OK;
}

enum hf_rc hf_cmd_audit_export(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, export, err);
}
