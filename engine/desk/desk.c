/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one way through. A batch is served in rounds: one as a rule; another where somebody else
 * moved the same files meanwhile, or where two requests of the batch bear the same id.
 */
#include "desk/desk.h"

#include "base/check.h"
#include "desk/inside.h"

enum { HF_TRIES = 5 };

/* ---- a desk ---- */

static enum hf_rc open_arena(struct hf_desk *desk, size_t size, struct hf_arena *out, struct hf_err *err)
{
    void *block = desk->setup.memory.resize(desk->setup.memory.self, NULL, size);
    if (block == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("the desk"), HF_STR_NONE);
    hf_arena_init(out, block, size);
    return HF_OK;
}

static enum hf_rc start(struct hf_desk *desk, struct hf_err *err)
{
    HF_TRY(open_arena(desk, HF_SCRATCH_SIZE, &desk->scratch, err));
    HF_TRY(open_arena(desk, HF_TRIAL_SIZE, &desk->trial, err));
    desk->long_file =
        desk->setup.memory.resize(desk->setup.memory.self, NULL, HF_BATCH_MAX * sizeof(struct hf_id));
    if (desk->long_file == NULL)
        return hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("the desk"), HF_STR_NONE);
    HF_TRY(hf_house_init(desk, err));
    hf_arena_reset(&desk->trial, 0);
    return hf_house_refresh(desk, &desk->trial, err);
}

struct hf_desk *hf_desk_open(const struct hf_desk_setup *setup, struct hf_err *err)
{
    struct hf_desk *desk = setup->memory.resize(setup->memory.self, NULL, sizeof *desk);
    if (desk == NULL) {
        hf_fail(err, HF_WORD_no_memory, HF_STR_NONE, HF_STR("the desk"), HF_STR_NONE);
        return NULL;
    }
    memset(desk, 0, sizeof *desk);
    desk->setup = *setup;
    hf_hasher_init(&desk->hasher);
    hf_cache_init(&desk->cache, &setup->memory, setup->cache_bytes);
    hf_tiles_init(&desk->tiles, &desk->setup.ledger, &desk->setup.memory, &desk->hasher);
    if (start(desk, err) == HF_OK)
        return desk;
    hf_desk_close(desk);
    return NULL;
}

void hf_desk_close(struct hf_desk *desk)
{
    if (desk == NULL)
        return;
    struct hf_memory memory = desk->setup.memory;
    for (size_t i = 0; i < desk->definition_count; i++)
        memory.resize(memory.self, desk->definitions[i].block, 0);
    void *blocks[] = {desk->definitions, desk->authorities, desk->nothing,
                      desk->scratch.at,  desk->trial.at,    desk->long_file};
    hf_dispatch_free(desk);
    hf_calendars_free(desk);
    hf_cache_clear(&desk->cache);
    hf_tiles_done(&desk->tiles);
    hf_heads_done(desk);
    hf_threads_free(&desk->threads, &memory);
    hf_rest_wipe(desk);
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
        memory.resize(memory.self, blocks[i], 0);
    hf_hasher_done(&desk->hasher);
    memory.resize(memory.self, desk, 0);
}

void hf_desk_believe(struct hf_desk *desk)
{
    desk->believes = true;
}

const struct hf_house *hf_desk_house(const struct hf_desk *desk)
{
    return &desk->house;
}

const struct hf_flow *hf_desk_house_flow(const struct hf_desk *desk)
{
    return desk->setup.house;
}

enum hf_rc hf_file_now(struct hf_desk *desk, const struct hf_id *file, struct hf_arena *arena,
                       const struct hf_case **out, struct hf_flows *flows, struct hf_err *err)
{
    struct hf_file_row row;
    struct hf_case *c = HF_NEW(arena, struct hf_case, 1);
    const struct hf_cached *cached = hf_cache_find(&desk->cache, file);
    struct hf_file_ask ask = {.file = *file, .after_seq = cached == NULL ? 0 : hf_case_head(&cached->c)->seq};
    size_t one = 1;
    HF_TRY(desk->setup.ledger.load(desk->setup.ledger.self, &ask, &one, arena, &row, err));
    if (row.kind == 0)
        return hf_fail(err, HF_WORD_no_file, HF_STR("file"), HF_STR_NONE, HF_STR_NONE);
    HF_TRY(hf_fold(desk, &row, cached == NULL ? NULL : &cached->c, arena, c, flows, err));
    *out = c;
    return HF_OK;
}

enum hf_rc hf_desk_file(struct hf_desk *desk, const struct hf_id *file, struct hf_arena *arena,
                        const struct hf_case **out, struct hf_flows *flows, struct hf_err *err)
{
    HF_TRY(hf_house_refresh(desk, arena, err));
    return hf_file_now(desk, file, arena, out, flows, err);
}

/* ---- one round ---- */

static void begin_round(struct hf_serving *s)
{
    bool first = true;
    s->touched_count = 0;
    for (size_t i = 0; i < s->count; i++) {
        struct hf_work *work = &s->works[i];
        work->chosen = !work->answered && (!s->alone || first);
        first = first && !work->chosen;
        work->tries += work->chosen;
        work->touched = NULL;
        work->decided = work->set_aside = false;
        work->messages = NULL;
        work->decision = (struct hf_decision){0};
    }
}

/* What would be refused on belief is left to the next round, which asks. */
static void turn_down(struct hf_serving *s, struct hf_work *work)
{
    if (!s->believing)
        hf_answer(work, hf_keep_err(s->arena, s->err));
    work->chosen = false;
    s->doubted = s->doubted || s->believing;
}

/* read: a token is verified once; what does not verify is answered. */
static enum hf_rc read_tokens(struct hf_serving *s)
{
    for (size_t i = 0; i < s->count; i++) {
        struct hf_work *work = &s->works[i];
        if (!work->chosen || work->request->kind != HF_REQUEST_TOKEN || work->is_read)
            continue;
        enum hf_rc rc = hf_incoming_verify(s, work, s->err);
        if (rc == HF_UNAVAILABLE)
            return rc;
        if (rc != HF_OK)
            turn_down(s, work);
    }
    return HF_OK;
}

static void refuse(struct hf_serving *s, struct hf_work *work, enum hf_word word, struct hf_str where)
{
    hf_fail(s->err, word, where, HF_STR_NONE, HF_STR_NONE);
    hf_answer(work, hf_keep_err(s->arena, s->err));
}

/* A thread that is there stays where it is, so it is asked for once. */
static bool is_unplaced(const struct hf_work *work)
{
    return work->request->kind != HF_REQUEST_COMMAND && hf_id_is_zero(&work->thread.thread);
}

static struct hf_seen_ask ask_of(const struct hf_work *work)
{
    struct hf_seen_ask ask = {.actor = work->command.actor, .command = work->command.id};
    if (is_unplaced(work))
        ask.thread = work->command.thread;
    return ask;
}

static void answer_seen(struct hf_serving *s, struct hf_work *work, const struct hf_seen_row *row)
{
    if (!hf_digest_eq(&row->digest, &work->command.digest)) {
        refuse(s, work, HF_WORD_other_body, HF_STR("id"));
        return;
    }
    work->out->outcome = HF_REPEATED;
    work->out->file = row->file;
    work->out->seq = row->seq;
    work->out->count = row->count;
    work->answered = true;
}

static void answer_nobody(struct hf_work *work)
{
    work->out->outcome = HF_DONE;
    work->answered = true;
}

static void take_seen(struct hf_serving *s, struct hf_work *work, const struct hf_seen_row *row)
{
    bool is_news = work->request->kind == HF_REQUEST_NEWS;
    if (is_news && is_unplaced(work) && !hf_news_place(work, &row->thread))
        answer_nobody(work);
    else if (!is_news && is_unplaced(work) && hf_incoming_place(s, work, &row->thread, s->err) != HF_OK)
        turn_down(s, work);
    else if (row->found)
        answer_seen(s, work, row);
}

/* Those requests of a round that are asked for together. */
struct asked {
    struct hf_seen_ask *asks;
    struct hf_seen_row *rows;
    struct hf_work **works;
    size_t count;
};

static struct asked list_open(struct hf_serving *s, bool commands)
{
    struct asked list = {.asks = HF_NEW(s->arena, struct hf_seen_ask, s->count),
                         .rows = HF_NEW(s->arena, struct hf_seen_row, s->count),
                         .works = HF_NEW(s->arena, struct hf_work *, s->count)};
    for (size_t i = 0; i < s->count; i++) {
        struct hf_work *work = &s->works[i];
        if (!work->chosen || work->answered || (work->request->kind == HF_REQUEST_COMMAND) != commands)
            continue;
        if (s->believing && !is_unplaced(work))
            continue;
        list.asks[list.count] = ask_of(work);
        list.works[list.count++] = work;
    }
    return list;
}

static void take_all_seen(struct hf_serving *s, const struct asked *list)
{
    struct hf_desk *desk = s->desk;
    for (size_t i = 0; i < list->count; i++) {
        if (!hf_id_is_zero(&list->rows[i].thread.thread))
            hf_threads_keep(&desk->threads, &desk->setup.memory, &list->rows[i].thread);
        take_seen(s, list->works[i], &list->rows[i]);
    }
}

/* What speaks in a thread that is known here needs not be asked for, where nobody asks whether it was done.
 */
static void place_known(struct hf_serving *s)
{
    for (size_t i = 0; s->believing && i < s->count; i++) {
        struct hf_work *work = &s->works[i];
        const struct hf_thread_row *known = hf_threads_find(&s->desk->threads, &work->command.thread);
        if (work->chosen && !work->answered && is_unplaced(work) && known != NULL)
            take_seen(s, work, &(struct hf_seen_row){.thread = *known});
    }
}

/* Tokens that were verified by a house that was not as it was believed are to be verified again. */
static void read_again(struct hf_serving *s)
{
    for (size_t i = 0; i < s->count; i++)
        s->works[i].is_read = false;
}

/* What the house knows; commands done before are answered as they were then. */
static enum hf_rc find_commands(struct hf_serving *s)
{
    if (s->believing)
        return hf_calendars_refresh(s->desk, s->arena, s->err);
    struct asked list = list_open(s, true);
    HF_TRY(hf_house_and_seen(s->desk, list.asks, list.count, list.rows, s->arena, s->err));
    take_all_seen(s, &list);
    if (hf_house_events(s->desk) != s->house_events)
        read_again(s);
    s->house_events = hf_house_events(s->desk);
    return HF_OK;
}

/* The same of tokens, which the house has let be verified, and of news; they find their files. */
static enum hf_rc find_threads(struct hf_serving *s)
{
    struct hf_ledger *ledger = &s->desk->setup.ledger;
    place_known(s);
    struct asked list = list_open(s, false);
    if (list.count > 0)
        HF_TRY(ledger->seen(ledger->self, list.asks, list.count, list.rows, NULL, NULL, s->err));
    take_all_seen(s, &list);
    return HF_OK;
}

static void touch_files(struct hf_serving *s)
{
    for (size_t i = 0; i < s->count; i++) {
        struct hf_work *work = &s->works[i];
        bool fresh = hf_id_is_zero(&work->command.file);
        if (!work->chosen || work->answered)
            continue;
        if (fresh)
            s->desk->setup.dice.fill(s->desk->setup.dice.self, &work->command.file,
                                     sizeof work->command.file);
        work->touched = hf_touch(s, &work->command.file);
        work->touched->fresh = work->touched->fresh || fresh;
    }
}

bool hf_has_room(const struct hf_serving *s)
{
    return s->arena->size - s->arena->used > s->arena->size / 4;
}

/* Ids are spread by whoever draws them; a batch of clashing ones costs what searching it would. */
static size_t place_of(const struct hf_command *command, size_t places)
{
    uint64_t word[4];
    memcpy(&word[0], &command->id, sizeof command->id);
    memcpy(&word[2], &command->actor, sizeof command->actor);
    uint64_t mixed = (word[0] ^ word[1] ^ word[2] ^ word[3]) * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(mixed >> 32) & (places - 1);
}

/* Where the work stands that was decided for this command id and actor, or where it is to stand. */
static const struct hf_work **find_decided(const struct hf_serving *s, const struct hf_command *command)
{
    size_t place = place_of(command, s->places);
    for (; s->decided[place] != NULL; place = (place + 1) & (s->places - 1)) {
        const struct hf_command *other = &s->decided[place]->command;
        if (hf_id_eq(&other->id, &command->id) && hf_id_eq(&other->actor, &command->actor))
            break;
    }
    return &s->decided[place];
}

/* The second of two requests with one id waits for the next round, which finds the first one done. */
static enum hf_rc judge_all(struct hf_serving *s)
{
    memset(s->decided, 0, s->places * sizeof *s->decided);
    for (size_t i = 0; i < s->count; i++) {
        struct hf_work *work = &s->works[i];
        if (!work->chosen || work->answered || *find_decided(s, &work->command) != NULL)
            continue;
        if (!work->touched->left_out && hf_has_room(s)) {
            HF_TRY(hf_judge(s, work));
            if (work->decided)
                *find_decided(s, &work->command) = work;
            continue;
        }
        refuse(s, work, HF_WORD_desk_full, HF_STR_NONE);
    }
    return HF_OK;
}

/* receive -> read -> may?, decide -> gather, commit -> answer */
static enum hf_rc serve_round(struct hf_serving *s)
{
    begin_round(s);
    HF_TRY(find_commands(s));
    HF_TRY(read_tokens(s));
    HF_TRY(find_threads(s));
    touch_files(s);
    HF_TRY(hf_load_touched(s, s->contested || s->doubted));
    HF_TRY(judge_all(s));
    return hf_commit_round(s);
}

/* ---- the batch ---- */

static void receive(struct hf_serving *s, const struct hf_request *requests, struct hf_response *out)
{
    s->works = HF_NEW(s->arena, struct hf_work, s->count + 1);
    s->touched = HF_NEW(s->arena, struct hf_touched *, s->count + 1);
    for (s->places = 2; s->places < 2 * s->count;)
        s->places *= 2;
    s->decided = HF_NEW(s->arena, const struct hf_work *, s->places);
    for (size_t i = 0; i < s->count; i++) {
        out[i] = (struct hf_response){0};
        s->works[i].request = &requests[i];
        s->works[i].out = &out[i];
        if (requests[i].kind != HF_REQUEST_TOKEN)
            s->works[i].command = requests[i].command;
    }
}

static bool is_open(const struct hf_serving *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (!s->works[i].answered)
            return true;
    return false;
}

static void answer_rest(struct hf_serving *s)
{
    const struct hf_err *err = hf_keep_err(s->arena, s->err);
    for (size_t i = 0; i < s->count; i++)
        if (!s->works[i].answered)
            hf_answer(&s->works[i], err);
}

/* Nothing of a document leaves before it is recorded who had it. */
static void keep_back(struct hf_serving *s)
{
    const struct hf_err *err = NULL;
    for (size_t i = 0; i < s->count; i++) {
        if (s->works[i].out->body.len == 0)
            continue;
        if (err == NULL)
            err = hf_keep_err(s->arena, s->err);
        s->works[i].out->body = HF_STR_NONE;
        hf_answer(&s->works[i], err);
    }
}

static void give_up_tired(struct hf_serving *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (!s->works[i].answered && s->works[i].tries >= HF_TRIES)
            refuse(s, &s->works[i], HF_WORD_contended, HF_STR_NONE);
}

enum hf_rc hf_desk_serve(struct hf_desk *desk, const struct hf_request *requests, size_t count,
                         struct hf_arena *arena, struct hf_response *out, struct hf_err *err)
{
    struct hf_serving s = {.desk = desk,
                           .arena = arena,
                           .count = count,
                           .now_ms = desk->setup.clock.wall_ms(desk->setup.clock.self),
                           .house_events = hf_house_events(desk),
                           .err = HF_NEW(arena, struct hf_err, 1)};
    HF_CHECK(count <= HF_BATCH_MAX);
    s.believing = desk->believes && s.house_events > 0;
    receive(&s, requests, out);
    while (is_open(&s)) {
        enum hf_rc rc = serve_round(&s);
        if (rc != HF_OK) {
            *err = *s.err;
            answer_rest(&s);
            return rc == HF_UNAVAILABLE ? HF_OK : rc;
        }
        give_up_tired(&s);
        s.believing = false;
    }
    if (hf_access_flush(desk, false, arena, s.err) != HF_OK)
        keep_back(&s);
    return HF_OK;
}

enum hf_rc hf_try_again(const struct hf_response *out, size_t count, struct hf_err *err)
{
    for (size_t i = 0; i < count; i++)
        if (out[i].outcome == HF_REFUSED_ANSWER && hf_err_rc(out[i].err) == HF_UNAVAILABLE) {
            *err = *out[i].err;
            return HF_UNAVAILABLE;
        }
    return HF_OK;
}

bool hf_is_crowded(const struct hf_err *err)
{
    return err->word == HF_WORD_contended || err->word == HF_WORD_desk_full;
}
