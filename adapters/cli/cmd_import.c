/* SPDX-License-Identifier: Apache-2.0 */
/*
 * case import: a file of FollowTheMoney entities into the registers, one command per line. The id of each
 * command follows from case, file and line, so an interrupted import is simply run again (docs/formats.md 9).
 * Parties come first, then accounts and assets, then payments and holdings, so that each finds what it is
 * tied to recorded.
 */
#include "base/sort.h"
#include "cli/cmd.h"
#include "cli/file.h"
#include "cli/ftm.h"
#include "cli/output.h"
#include "cli/view.h"
#include "seal/ids.h"

/* An entry that came from this very file. */
struct known {
    struct hf_str source_id;
    hf_instance entry;
};

struct import {
    struct hf_seat *seat;
    struct hf_str path, digest_text;
    struct hf_digest digest;
    struct hf_ftm_line *line;
    size_t lines;
    struct hf_sight sight; /* of the case as the pass before left it */
    struct known *known;   /* in it, by source_id */
    size_t knowns;
    size_t recorded[HF_FTM_UNKNOWN + 1], repeated[HF_FTM_UNKNOWN + 1], seen[HF_FTM_UNKNOWN + 1];
};

/* ---- reading: all of it, before anything is recorded ---- */

static enum hf_rc blame_line(const struct import *im, uint64_t number, enum hf_rc rc, struct hf_err *err)
{
    struct hf_buf where = hf_buf_in(im->seat->arena, im->path.len + 24);
    hf_buf_put(&where, im->path);
    hf_buf_put_char(&where, ':');
    hf_buf_put_i64(&where, (int64_t)number);
    return hf_file_blame(hf_buf_str(&where), rc, err);
}

static size_t count_lines(struct hf_str text)
{
    size_t count = 1;
    for (size_t i = 0; i < text.len; i++)
        count += text.at[i] == '\n';
    return count;
}

static enum hf_rc read_lines(struct import *im, struct hf_str text, struct hf_err *err)
{
    struct hf_arena *arena = im->seat->arena;
    im->line = HF_NEW(arena, struct hf_ftm_line, count_lines(text));
    for (uint64_t number = 1; text.len > 0; number++) {
        struct hf_str one = hf_str_trim(hf_str_cut(&text, '\n'));
        struct hf_ftm_line *line = &im->line[im->lines];
        if (one.len == 0)
            continue;
        line->number = number;
        HF_TRY(blame_line(im, number, hf_ftm_read(one, arena, line, err), err));
        im->lines++;
    }
    return HF_OK;
}

static bool is_party(const struct import *im, struct hf_str entity)
{
    size_t i = 0;
    while (i < im->lines && !(im->line[i].into == HF_FTM_PARTY && hf_str_eq(im->line[i].id, entity)))
        i++;
    return i < im->lines;
}

/* Who owns an account or a thing is said at its entry; only what is held of a company is an entry of its own.
 */
static void tell_links(struct import *im)
{
    for (size_t i = 0; i < im->lines; i++) {
        struct hf_ftm_line *line = &im->line[i];
        if (line->into == HF_FTM_HOLDING && !is_party(im, hf_ftm_value(line, "asset")))
            line->into = HF_FTM_LINK;
        im->seen[line->into]++;
    }
}

static enum hf_rc read_file(struct import *im, struct hf_err *err)
{
    struct hf_arena *arena = im->seat->arena;
    struct hf_str text;
    struct hf_buf digest = hf_buf_in(arena, HF_DIGEST_TEXT);
    HF_TRY(hf_file_read(im->path, arena->size / 512, arena, &text, err));
    hf_sha256(&im->seat->hasher, &text, 1, &im->digest);
    hf_digest_put(&digest, &im->digest);
    im->digest_text = hf_buf_str(&digest);
    HF_TRY(read_lines(im, text, err));
    tell_links(im);
    return HF_OK;
}

/* ---- recording ---- */

static int by_source_id(const void *a, const void *b)
{
    return hf_str_order(((const struct known *)a)->source_id, ((const struct known *)b)->source_id);
}

/* What was erased is not among them: the id of its line's command still tells that it was recorded. */
static void note_known(struct import *im)
{
    hf_instance instances = hf_case_head(&im->sight.c)->instances;
    im->known = HF_NEW(im->seat->arena, struct known, instances);
    im->knowns = 0;
    for (hf_instance i = 1; i < instances; i++) {
        struct hf_str source_id = HF_STR_NONE;
        if (hf_case_instance(&im->sight.c, i)->owner == HF_OF_HOUSE &&
            hf_str_eq(hf_sight_text(&im->sight, i, HF_STR("source_digest")), im->digest_text))
            source_id = hf_sight_text(&im->sight, i, HF_STR("source_id"));
        if (source_id.len > 0)
            im->known[im->knowns++] = (struct known){source_id, i};
    }
    hf_sort(im->known, im->knowns, sizeof *im->known, by_source_id, im->seat->arena);
}

/* The entry that came from this entity, or HF_NO_INSTANCE. */
static hf_instance find_entry(const struct import *im, struct hf_str source_id)
{
    size_t low = 0, high = im->knowns;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = hf_str_order(im->known[middle].source_id, source_id);
        if (order == 0)
            return im->known[middle].entry;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return HF_NO_INSTANCE;
}

/* The register's id of the entry that came from the entity which the property names, if it is of that kind.
 */
static struct hf_str find_tied(const struct import *im, const struct hf_ftm_line *line, const char *property,
                               struct hf_str kind)
{
    struct hf_str entity = hf_ftm_value(line, property);
    hf_instance entry = entity.len == 0 ? HF_NO_INSTANCE : find_entry(im, entity);
    if (entry == HF_NO_INSTANCE || !hf_sight_is(&im->sight, entry, kind))
        return HF_STR_NONE;
    return hf_json_of_id(im->seat->arena, &hf_case_instance(&im->sight.c, entry)->id).is.text;
}

static bool is_ownership(const struct hf_ftm_line *line)
{
    return hf_str_eq(line->schema, HF_STR("Ownership"));
}

/* Who owns it, by an Ownership of the file whose owner is a party recorded from it. */
static struct hf_str find_holder(const struct import *im, const struct hf_ftm_line *line)
{
    struct hf_str holder = HF_STR_NONE;
    for (size_t i = 0; holder.len == 0 && i < im->lines; i++)
        if (is_ownership(&im->line[i]) && hf_str_eq(hf_ftm_value(&im->line[i], "asset"), line->id))
            holder = find_tied(im, &im->line[i], "owner", HF_STR("party"));
    return holder;
}

static struct hf_ftm_origin origin_of(const struct import *im, const struct hf_ftm_line *line)
{
    struct hf_ftm_origin origin = {.source = im->path, .digest = im->digest_text};
    if (line->into == HF_FTM_ACCOUNT || line->into == HF_FTM_ASSET)
        origin.holder = find_holder(im, line);
    if (line->into == HF_FTM_HOLDING) {
        origin.from = find_tied(im, line, "owner", HF_STR("party"));
        origin.to = find_tied(im, line, "asset", HF_STR("party"));
    }
    if (line->into == HF_FTM_PAYMENT) {
        origin.from = find_tied(im, line, "payerAccount", HF_STR("account"));
        origin.to = find_tied(im, line, "beneficiaryAccount", HF_STR("account"));
        origin.payee = find_tied(im, line, "beneficiary", HF_STR("party"));
    }
    return origin;
}

static void make_request(const struct import *im, const struct hf_ftm_line *line,
                         const struct hf_ftm_origin *origin, struct hf_request *out)
{
    static const struct {
        struct hf_str kind, event;
    } acts[] = {{HF_STR_INIT("party"), HF_STR_INIT("party.add")},
                {HF_STR_INIT("account"), HF_STR_INIT("account.add")},
                {HF_STR_INIT("asset"), HF_STR_INIT("asset.add")},
                {HF_STR_INIT("payment"), HF_STR_INIT("payment.add")},
                {HF_STR_INIT("holding"), HF_STR_INIT("holding.add")}};
    *out = (struct hf_request){
        .command = {.id = hf_import_command_id(&im->seat->hasher, &im->sight.file, &im->digest, line->number),
                    .file = im->sight.file,
                    .on = acts[line->into].kind,
                    .event = acts[line->into].event,
                    .payload = hf_ftm_payload(line, origin, im->seat->arena)}};
}

/* A payment in a currency that its account does not have, a holding in a natural person: said and left out,
 * and the others go on. */
static bool leave_out(const struct import *im, const struct hf_ftm_line *line, const struct hf_err *err)
{
    struct hf_buf number = hf_buf_in(im->seat->arena, 20), why = hf_buf_in(im->seat->arena, 256);
    if (err->word != HF_WORD_book_account && err->word != HF_WORD_book_person)
        return false;
    hf_buf_put_i64(&number, (int64_t)line->number);
    hf_err_print(err, im->seat->cli->lang, &why);
    hf_out_hint(im->seat->cli, HF_SAY_line_refused, hf_buf_str(&number), hf_buf_str(&why));
    return true;
}

static enum hf_rc record_line(struct import *im, const struct hf_ftm_line *line, struct hf_err *err)
{
    struct hf_request request;
    struct hf_response response;
    if (find_entry(im, line->id) != HF_NO_INSTANCE) {
        im->repeated[line->into]++;
        return HF_OK;
    }
    struct hf_ftm_origin origin = origin_of(im, line);
    if (!hf_ftm_fits(line, &origin))
        return HF_OK;
    make_request(im, line, &origin, &request);
    enum hf_rc rc = hf_seat_act(im->seat, &request, &response, err);
    if (rc != HF_OK && leave_out(im, line, err))
        return HF_OK;
    HF_TRY(blame_line(im, line->number, rc, err));
    im->recorded[line->into] += response.outcome != HF_REPEATED;
    im->repeated[line->into] += response.outcome == HF_REPEATED;
    return HF_OK;
}

static enum hf_rc record_all(struct import *im, struct hf_err *err)
{
    for (enum hf_ftm_into into = HF_FTM_PARTY; into <= HF_FTM_HOLDING; into++) {
        struct hf_id file = im->sight.file;
        HF_TRY(hf_sight_open(im->seat, &file, &im->sight, err));
        note_known(im);
        for (size_t i = 0; i < im->lines; i++)
            if (im->line[i].into == into)
                HF_TRY(record_line(im, &im->line[i], err));
    }
    return HF_OK;
}

/* ---- telling ---- */

static void tell(const struct import *im)
{
    static const struct hf_str names[] = {
        HF_STR_INIT("party"),   HF_STR_INIT("account"), HF_STR_INIT("asset"),  HF_STR_INIT("payment"),
        HF_STR_INIT("holding"), HF_STR_INIT("link"),    HF_STR_INIT("unknown")};
    static const struct hf_column columns[] = {
        HF_COLUMN("into", what), HF_COLUMN("seen", seen), HF_COLUMN("recorded", recorded),
        HF_COLUMN("repeated", repeated), HF_COLUMN("left_out", left_out)};
    struct hf_json_maker rows = hf_json_make(im->seat->arena);
    for (int into = HF_FTM_PARTY; into <= HF_FTM_UNKNOWN; into++) {
        struct hf_json_maker row = hf_json_make(im->seat->arena);
        int64_t left_out = (int64_t)(im->seen[into] - im->recorded[into] - im->repeated[into]);
        hf_json_add(&row, HF_STR("into"), hf_json_of_text(names[into]));
        hf_json_add(&row, HF_STR("seen"), hf_json_of_int((int64_t)im->seen[into]));
        hf_json_add(&row, HF_STR("recorded"), hf_json_of_int((int64_t)im->recorded[into]));
        hf_json_add(&row, HF_STR("repeated"), hf_json_of_int((int64_t)im->repeated[into]));
        hf_json_add(&row, HF_STR("left_out"), hf_json_of_int(left_out));
        hf_json_add(&rows, HF_STR_NONE, hf_json_object(&row));
    }
    struct hf_json list = hf_json_list(&rows);
    hf_out_table(im->seat->cli, HF_VIEW(columns), &list);
}

static void warn(const struct import *im, const struct hf_ftm_line *line, enum hf_say say, struct hf_str arg)
{
    struct hf_buf number = hf_buf_in(im->seat->arena, 20);
    hf_buf_put_i64(&number, (int64_t)line->number);
    hf_out_hint(im->seat->cli, say, hf_buf_str(&number), arg);
}

/* What was left out for want of something, so that it can be added by hand. */
static void warn_of_left_out(const struct import *im)
{
    for (size_t i = 0; i < im->lines; i++) {
        const struct hf_ftm_line *line = &im->line[i];
        struct hf_ftm_origin origin = origin_of(im, line);
        if (line->into == HF_FTM_UNKNOWN)
            warn(im, line, HF_SAY_unknown_schema, line->schema);
        else if (!hf_ftm_fits(line, &origin))
            warn(im, line, line->into == HF_FTM_PAYMENT ? HF_SAY_payment_unfit : HF_SAY_holding_unfit,
                 line->id);
    }
}

static enum hf_rc import(struct hf_seat *seat, struct hf_err *err)
{
    struct import *im = HF_NEW(seat->arena, struct import, 1);
    im->seat = seat;
    im->path = hf_cli_arg(seat->cli, 1);
    HF_TRY(hf_seat_actor(seat, err));
    HF_TRY(read_file(im, err));
    HF_TRY(hf_sight_case(seat, hf_cli_arg(seat->cli, 0), &im->sight, err));
    HF_TRY(record_all(im, err));
    warn_of_left_out(im);
    tell(im);
    return HF_OK;
}

enum hf_rc hf_cmd_case_import(struct hf_cli *cli, struct hf_err *err)
{
    return hf_cli_at_seat(cli, import, err);
}
