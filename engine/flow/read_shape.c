/* SPDX-License-Identifier: Apache-2.0 */
/* A schema becomes a shape (format section 1, "Schemas"). */
#include "flow/pattern.h"
#include "flow/reader.h"

/* Schemas call one another, DEPTH_MAX deep. NOLINTBEGIN(misc-no-recursion) */

enum { LIST_MOST = 200, COUNT_MOST = 1 << 16, DEPTH_MAX = 8, TYPES_MAX = 1024, CHOICES_MAX = 1024 };

static const struct hf_member_rule rules[] = {
    {HF_STR_INIT("$ref"), HF_JSON_TEXT, false},          {HF_STR_INIT("ref"), HF_JSON_TEXT, false},
    {HF_STR_INIT("event_of"), HF_JSON_TEXT, false},      {HF_STR_INIT("events"), HF_JSON_LIST, false},
    {HF_STR_INIT("type"), HF_JSON_TEXT, false},          {HF_STR_INIT("title"), HF_JSON_OBJECT, false},
    {HF_STR_INIT("description"), HF_JSON_OBJECT, false}, {HF_STR_INIT("enum"), HF_JSON_LIST, false},
    {HF_STR_INIT("labels"), HF_JSON_OBJECT, false},      {HF_STR_INIT("const"), HF_JSON_NULL, false},
    {HF_STR_INIT("format"), HF_JSON_TEXT, false},        {HF_STR_INIT("pattern"), HF_JSON_TEXT, false},
    {HF_STR_INIT("minLength"), HF_JSON_INT, false},      {HF_STR_INIT("maxLength"), HF_JSON_INT, false},
    {HF_STR_INIT("minimum"), HF_JSON_INT, false},        {HF_STR_INIT("maximum"), HF_JSON_INT, false},
    {HF_STR_INIT("minItems"), HF_JSON_INT, false},       {HF_STR_INIT("maxItems"), HF_JSON_INT, false},
    {HF_STR_INIT("uniqueBy"), HF_JSON_TEXT, false},      {HF_STR_INIT("items"), HF_JSON_OBJECT, false},
    {HF_STR_INIT("properties"), HF_JSON_OBJECT, false},  {HF_STR_INIT("required"), HF_JSON_LIST, false},
    {HF_STR_INIT("default"), HF_JSON_NULL, false},       {HF_STR_INIT("personal"), HF_JSON_TEXT, false},
    {HF_STR_INIT("basis"), HF_JSON_LIST, false},
};

/* What a schema is about; each member says something of some of these only. */
enum about {
    TYPE_REF = 1,
    TYPE_MONEY = 2,
    ENTRY = 4,
    EMBEDDED = 8,
    STRING = 16,
    INTEGER = 32,
    BOOLEAN = 64,
    ARRAY = 128,
    OBJECT = 256,
    TYPED = STRING | INTEGER | BOOLEAN | ARRAY | OBJECT,
    /* of a string, which has */
    CHOICES = 512,
    FORM = 1024, /* a format that is a type of its own */
    /* of an integer, which has */
    FIXED = 2048
};

static const struct {
    struct hf_str name;
    unsigned about;
} says[] = {
    {HF_STR_INIT("$ref"), TYPE_REF | TYPE_MONEY},
    {HF_STR_INIT("type"), TYPED | CHOICES | FORM | FIXED},
    {HF_STR_INIT("enum"), STRING | CHOICES},
    {HF_STR_INIT("const"), STRING | CHOICES | INTEGER | FIXED | BOOLEAN},
    {HF_STR_INIT("labels"), STRING | CHOICES},
    {HF_STR_INIT("properties"), OBJECT},
    {HF_STR_INIT("required"), OBJECT},
    {HF_STR_INIT("items"), ARRAY},
    {HF_STR_INIT("minItems"), ARRAY},
    {HF_STR_INIT("maxItems"), ARRAY},
    {HF_STR_INIT("uniqueBy"), ARRAY},
    {HF_STR_INIT("minLength"), STRING},
    {HF_STR_INIT("maxLength"), STRING},
    {HF_STR_INIT("pattern"), STRING},
    {HF_STR_INIT("format"), STRING | FORM},
    {HF_STR_INIT("minimum"), INTEGER | TYPE_MONEY},
    {HF_STR_INIT("maximum"), INTEGER | TYPE_MONEY},
    {HF_STR_INIT("ref"), ENTRY},
    {HF_STR_INIT("event_of"), EMBEDDED},
    {HF_STR_INIT("events"), EMBEDDED},
};

/* A member that would be read and mean nothing is a mistake: an author who writes `maxLength` of a number, or
 * `maxItems` beside a `$ref`, believes in a bound that is not there. */
static void refuse_idle(struct hf_reader *r, const struct hf_json *json, unsigned about, struct hf_str beside)
{
    for (size_t i = 0; i < json->is.object.count; i++) {
        const struct hf_member *member = &json->is.object.member[i];
        for (size_t k = 0; k < sizeof says / sizeof says[0]; k++)
            if (hf_str_eq(says[k].name, member->name) && (says[k].about & about) == 0)
                hf_find_at(r, 1, member->offset, HF_WORD_flow_schema_idle, member->name, beside);
    }
}

static struct hf_named kinds_of(const struct hf_flow *flow)
{
    return HF_NAMED(flow->kind, flow->kinds, hf_kind, "kinds");
}

static void read_ref(struct hf_reader *r, const struct hf_json *json, struct hf_shape *shape)
{
    const struct hf_json *ref = hf_member_text(json, "ref");
    refuse_idle(r, json, ENTRY, HF_STR("ref"));
    shape->kind = HF_SHAPE_REF;
    shape->refers = true;
    shape->of_kind = HF_NONE;
    for (int i = HF_REF_PARTY; i < HF_REF_COUNT; i++) {
        if (hf_str_eq(ref->is.text, hf_ref_name((enum hf_ref)i))) {
            shape->ref = (enum hf_ref)i;
            return;
        }
    }
    shape->ref = HF_REF_INSTANCE;
    shape->of_kind = hf_read_name_of(r, ref, kinds_of(r->flow));
}

/* "linked.measures": events raised on instances linked to the one that is told. */
static void read_embedded(struct hf_reader *r, uint16_t kind, const struct hf_json *json,
                          struct hf_shape *shape)
{
    const struct hf_json *path = hf_member_text(json, "event_of");
    struct hf_str rest = path->is.text, root = hf_str_cut(&rest, '.');
    refuse_idle(r, json, EMBEDDED, HF_STR("event_of"));
    shape->kind = HF_SHAPE_EMBEDDED;
    shape->refers = shape->hides = true;
    if (kind == HF_NONE)
        return; /* a shared type, looked at again where it is used */
    const struct hf_kind *own = &r->kind[kind];
    shape->of_link = hf_str_eq(root, HF_STR("linked")) ? hf_kind_link(own, rest) : HF_NONE;
    if (shape->of_link == HF_NONE) {
        hf_find(r, 2, path, HF_WORD_flow_name_unknown, path->is.text, HF_STR("links"));
        return;
    }
    shape->of_kind = own->link[shape->of_link].kind;
    if (shape->of_kind == HF_NONE)
        return;
    const struct hf_kind *other = &r->kind[shape->of_kind];
    shape->events = hf_read_names(r, hf_member_list(json, "events"),
                                  HF_NAMED(other->event, other->events, hf_event, "events"));
    if (shape->events.count == 0)
        hf_find(r, 1, json, HF_WORD_flow_member_missing, HF_STR("events"), HF_STR_NONE);
}

static void read_choice(struct hf_reader *r, const struct hf_json *value, const struct hf_json *labels,
                        struct hf_choice *out)
{
    if (value->kind != HF_JSON_TEXT) {
        hf_find(r, 1, value, HF_WORD_flow_choice_text, HF_STR_NONE, HF_STR_NONE);
        return;
    }
    out->value = value->is.text;
    const struct hf_json *label = labels == NULL ? NULL : hf_json_get(labels, value->is.text);
    out->label = (struct hf_text){{value->is.text, value->is.text}};
    if (label != NULL)
        out->label = hf_read_text(r, label);
    else if (r->origin == HF_FLOW_PUBLISHED)
        hf_find(r, 1, value, HF_WORD_flow_label_missing, value->is.text, HF_STR_NONE);
}

static void read_choices(struct hf_reader *r, const struct hf_json *json, struct hf_shape *shape)
{
    const struct hf_json *list = hf_member_list(json, "enum"), *one = hf_member_text(json, "const");
    const struct hf_json *labels = hf_member_object(json, "labels");
    if (HF_JSON_GET(json, "const") != NULL && one == NULL)
        hf_find(r, 1, HF_JSON_GET(json, "const"), HF_WORD_flow_choice_text, HF_STR_NONE, HF_STR_NONE);
    if (list != NULL && list->is.list.count == 0)
        hf_find(r, 1, list, HF_WORD_flow_list_empty, HF_STR("enum"), HF_STR_NONE);
    uint16_t count = list != NULL ? hf_item_count(r, list, CHOICES_MAX) : one != NULL;
    struct hf_choice *choice = HF_NEW(r->arena, struct hf_choice, count + 1u);
    if (list == NULL && one != NULL)
        choice[0] = (struct hf_choice){one->is.text, {{one->is.text, one->is.text}}};
    for (uint16_t i = 0; list != NULL && i < count; i++)
        read_choice(r, &list->is.list.item[i], labels, &choice[i]);
    for (size_t i = 0; labels != NULL && i < labels->is.object.count; i++) {
        const struct hf_member *label = &labels->is.object.member[i];
        bool used = false;
        for (uint16_t k = 0; k < count; k++)
            used = used || hf_str_eq(choice[k].value, label->name);
        if (!used)
            hf_find_at(r, 1, label->offset, HF_WORD_flow_name_unknown, label->name, HF_STR("enum"));
    }
    shape->choice = choice;
    shape->choices = count;
}

static void read_pattern(struct hf_reader *r, const struct hf_json *json, struct hf_shape *shape)
{
    struct hf_err err;
    if (json == NULL)
        return;
    shape->pattern_text = json->is.text;
    if (hf_pattern_compile(json->is.text, r->arena, &shape->pattern, &err) != HF_OK)
        hf_find_err(r, 1, json, &err);
}

/* Two counts, each within what a payload of 64 KiB can hold, and in order. */
static void read_counts(struct hf_reader *r, const struct hf_json *json, const char *least, const char *most,
                        uint32_t most_unsaid, struct hf_shape *shape)
{
    int64_t low = hf_member_int(json, least, 0), high = hf_member_int(json, most, most_unsaid);
    bool high_good = high == most_unsaid || (high >= low && high <= COUNT_MOST);
    if (low >= 0 && low <= COUNT_MOST && low <= high && high_good) {
        shape->least = (uint32_t)low;
        shape->most = (uint32_t)high;
        return;
    }
    const struct hf_json *told = hf_json_get(json, hf_str_of(low < 0 || low > COUNT_MOST ? least : most));
    hf_find(r, 1, told == NULL ? json : told, HF_WORD_flow_bounds, hf_str_of(most), HF_STR_NONE);
}

static void read_string(struct hf_reader *r, const struct hf_json *json, struct hf_shape *shape)
{
    static const char *const formats[] = {"date", "date-time", "period", "uri"};
    static const enum hf_shape_kind kinds[] = {HF_SHAPE_DATE, HF_SHAPE_INSTANT, HF_SHAPE_PERIOD,
                                               HF_SHAPE_TEXT};
    const struct hf_json *format = hf_member_text(json, "format");
    unsigned which = hf_read_word(r, format, formats, 4, 4);
    shape->kind = which < 4 ? kinds[which] : HF_SHAPE_TEXT;
    shape->uri = which == 3;
    if (which < 3)
        refuse_idle(r, json, FORM, format->is.text);
    if (hf_member_list(json, "enum") != NULL || HF_JSON_GET(json, "const") != NULL)
        refuse_idle(r, json, CHOICES, HF_STR("enum, const"));
    if (hf_member_list(json, "enum") != NULL && HF_JSON_GET(json, "const") != NULL)
        hf_find(r, 1, HF_JSON_GET(json, "const"), HF_WORD_flow_schema_idle, HF_STR("const"), HF_STR("enum"));
    read_counts(r, json, "minLength", "maxLength", UINT32_MAX, shape);
    read_choices(r, json, shape);
    read_pattern(r, hf_member_text(json, "pattern"), shape);
}

static void note_item(struct hf_shape *list)
{
    if (list->item == NULL)
        return;
    list->fills = list->item->fills;
    list->refers = list->item->refers || (list->unique_by != HF_NONE && list->item->fills);
    list->hides = list->item->hides;
}

static void note_members(struct hf_shape *object)
{
    for (uint16_t i = 0; i < object->members; i++) {
        const struct hf_shape *member = object->member[i].shape;
        object->fills = object->fills || member->fills || member->fallback != NULL;
        object->refers = object->refers || member->refers;
        object->hides = object->hides || member->hides || member->personal != HF_OPEN;
    }
}

static void read_list(struct hf_reader *r, uint16_t kind, const struct hf_json *json, struct hf_shape *shape)
{
    const struct hf_json *items = hf_member_object(json, "items"), *by = hf_member_text(json, "uniqueBy");
    shape->kind = HF_SHAPE_LIST;
    read_counts(r, json, "minItems", "maxItems", LIST_MOST, shape);
    if (items == NULL) {
        hf_find(r, 1, json, HF_WORD_flow_member_missing, HF_STR("items"), HF_STR_NONE);
        return;
    }
    shape->item = hf_read_shape(r, kind, items);
    if (shape->item != NULL && shape->item->kind == HF_SHAPE_EMBEDDED)
        shape->unique_by = HF_UNIQUE_ON;
    else if (by != NULL && shape->item != NULL)
        shape->unique_by = hf_read_name_of(
            r, by, HF_NAMED(shape->item->member, shape->item->members, hf_shape_member, "properties"));
    if (by != NULL && shape->unique_by == HF_UNIQUE_ON && !hf_str_eq(by->is.text, HF_STR("on")))
        hf_find(r, 1, by, HF_WORD_flow_unique_on, HF_STR_NONE, HF_STR_NONE);
    note_item(shape);
}

static void read_range(struct hf_reader *r, const struct hf_json *json, struct hf_shape *shape)
{
    shape->minimum = hf_member_int(json, "minimum", INT64_MIN);
    shape->maximum = hf_member_int(json, "maximum", INT64_MAX);
    if (shape->minimum > shape->maximum)
        hf_find(r, 1, HF_JSON_GET(json, "maximum"), HF_WORD_flow_bounds, HF_STR("maximum"), HF_STR_NONE);
}

static void read_int(struct hf_reader *r, const struct hf_json *json, struct hf_shape *shape)
{
    const struct hf_json *one = HF_JSON_GET(json, "const");
    shape->kind = HF_SHAPE_INT;
    read_range(r, json, shape);
    if (one == NULL)
        return;
    refuse_idle(r, json, FIXED, HF_STR("const"));
    if (one->kind != HF_JSON_INT)
        hf_find(r, 1, one, HF_WORD_flow_member_whole, HF_STR("const"), HF_STR_NONE);
    else
        shape->minimum = shape->maximum = one->is.integer;
}

/* "const": true: who says it must mean it. */
static void read_bool(struct hf_reader *r, const struct hf_json *json, struct hf_shape *shape)
{
    const struct hf_json *one = HF_JSON_GET(json, "const");
    shape->kind = HF_SHAPE_BOOL;
    shape->minimum = 0;
    shape->maximum = 1;
    if (one != NULL && one->kind != HF_JSON_BOOL)
        hf_find(r, 1, one, HF_WORD_flow_member_truth, HF_STR("const"), HF_STR_NONE);
    else if (one != NULL)
        shape->minimum = shape->maximum = one->is.truth;
}

static void read_typed(struct hf_reader *r, uint16_t kind, const struct hf_json *json, struct hf_shape *shape)
{
    static const char *const types[] = {"string", "integer", "boolean", "array", "object"};
    const struct hf_json *type = hf_member_text(json, "type");
    if (type == NULL)
        hf_find(r, 1, json, HF_WORD_flow_member_missing, HF_STR("type"), HF_STR_NONE);
    static const unsigned about[] = {STRING, INTEGER, BOOLEAN, ARRAY, OBJECT};
    unsigned which = hf_read_word(r, type, types, 5, 0);
    refuse_idle(r, json, about[which], hf_str_of(types[which]));
    switch (which) {
    case 0:
        read_string(r, json, shape);
        break;
    case 1:
        read_int(r, json, shape);
        break;
    case 2:
        read_bool(r, json, shape);
        break;
    case 3:
        read_list(r, kind, json, shape);
        break;
    default: {
        const struct hf_shape *object =
            hf_read_members(r, kind, hf_member_object(json, "properties"), hf_member_list(json, "required"));
        uint32_t id = shape->id;
        *shape = *object;
        shape->id = id;
        break;
    }
    }
}

static struct hf_shape *shape_new(struct hf_reader *r)
{
    struct hf_shape *shape = HF_NEW(r->arena, struct hf_shape, 1);
    *shape = (struct hf_shape){.of_kind = HF_NONE,
                               .of_link = HF_NONE,
                               .unique_by = HF_NONE,
                               .personal = HF_OPEN,
                               .minimum = INT64_MIN,
                               .maximum = INT64_MAX,
                               .most = UINT32_MAX};
    if (r->flow->shapes == HF_SHAPES_MAX) {
        hf_find(r, 1, r->json, HF_WORD_flow_too_many, HF_STR("65535"), HF_STR_NONE);
        return shape;
    }
    shape->id = r->flow->shapes;
    r->shape[r->flow->shapes++] = shape;
    return shape;
}

/* "#/types/NAME": its place among the types, or HF_NONE. */
static uint16_t referred(struct hf_reader *r, const struct hf_json *ref)
{
    static const struct hf_str head = HF_STR_INIT("#/types/");
    const struct hf_json *types = hf_member_object(r->json, "types");
    struct hf_str name = hf_str_begins(ref->is.text, head)
                             ? hf_str_part(ref->is.text, head.len, ref->is.text.len)
                             : HF_STR_NONE;
    for (size_t i = 0; types != NULL && i < types->is.object.count && i < TYPES_MAX; i++) {
        if (hf_str_eq(types->is.object.member[i].name, name))
            return (uint16_t)i;
    }
    hf_find(r, 2, ref, HF_WORD_flow_name_unknown, ref->is.text, HF_STR("types"));
    return HF_NONE;
}

/* Members that stand beside a `$ref` add to what is referred to: title, description, default, basis,
 * personal. */
static void read_beside(struct hf_reader *r, const struct hf_json *json, struct hf_shape *shape)
{
    const struct hf_json *fallback = HF_JSON_GET(json, "default");
    const struct hf_json *title = hf_member_object(json, "title"),
                         *about = hf_member_object(json, "description");
    if (title != NULL)
        shape->title = hf_read_text(r, title);
    if (about != NULL)
        shape->description = hf_read_text(r, about);
    if (hf_member_list(json, "basis") != NULL)
        shape->basis = hf_read_names(r, hf_member_list(json, "basis"),
                                     HF_NAMED(r->flow->basis, r->flow->bases, hf_basis, "bases"));
    if (fallback != NULL)
        shape->fallback = fallback;
}

/* Is the type in the middle of being read, so that it contains itself? Or would it lie too deep? */
static bool is_open(struct hf_reader *r, const struct hf_json *type, const struct hf_json *ref)
{
    char text[8];
    struct hf_buf most = HF_BUF(text);
    bool open = false, deep = r->types_open == DEPTH_MAX;
    hf_buf_put_i64(&most, DEPTH_MAX);
    for (unsigned i = 0; i < r->types_open; i++)
        open = open || r->type_open[i] == type;
    if (open)
        hf_find(r, 1, ref, HF_WORD_flow_type_circle, ref->is.text, HF_STR_NONE);
    else if (deep)
        hf_find(r, 1, ref, HF_WORD_flow_type_deep, ref->is.text, hf_buf_str(&most));
    return open || deep;
}

static const struct hf_shape *read_type(struct hf_reader *r, uint16_t kind, uint16_t type,
                                        const struct hf_json *ref)
{
    const struct hf_json *json = &hf_member_object(r->json, "types")->is.object.member[type].value;
    const struct hf_shape **kept = &r->type[kind == HF_NONE ? HF_KINDS_MAX : kind][type];
    if (*kept != NULL || is_open(r, json, ref))
        return *kept;
    r->type_open[r->types_open++] = json;
    *kept = hf_read_shape(r, kind, json);
    r->types_open--;
    return *kept;
}

static void read_referred(struct hf_reader *r, uint16_t kind, const struct hf_json *json,
                          struct hf_shape *shape)
{
    const struct hf_json *ref = hf_member_text(json, "$ref");
    bool money = hf_str_eq(ref->is.text, HF_STR("#/types/money"));
    refuse_idle(r, json, money ? TYPE_MONEY : TYPE_REF, HF_STR("$ref"));
    if (money) {
        shape->kind = HF_SHAPE_MONEY;
        read_range(r, json, shape);
        return;
    }
    uint16_t type = referred(r, ref);
    const struct hf_shape *found = type == HF_NONE ? NULL : read_type(r, kind, type, ref);
    uint32_t id = shape->id;
    if (found != NULL)
        *shape = *found;
    shape->id = id;
}

static void check_fallback(struct hf_reader *r, const struct hf_shape *shape)
{
    struct hf_err err;
    if (shape->fallback == NULL)
        return;
    if (hf_shape_validate(r->flow, shape, shape->fallback, HF_STR("default"), r->arena, &err) != HF_OK)
        hf_find_err(r, 1, shape->fallback, &err);
}

const struct hf_shape *hf_read_shape(struct hf_reader *r, uint16_t kind, const struct hf_json *json)
{
    if (hf_read_full(r, json) || r->flow->shapes == HF_SHAPES_MAX || !HF_MEMBERS(r, json, rules))
        return NULL;
    struct hf_shape *shape = shape_new(r);
    const struct hf_json *ref = hf_member_text(json, "$ref"), *entry = hf_member_text(json, "ref");
    if (ref != NULL)
        read_referred(r, kind, json, shape);
    else if (entry != NULL)
        read_ref(r, json, shape);
    else if (hf_member_text(json, "event_of") != NULL)
        read_embedded(r, kind, json, shape);
    else
        read_typed(r, kind, json, shape);
    read_beside(r, json, shape);
    check_fallback(r, shape);
    return shape;
}

static bool is_free_text(const struct hf_shape *shape)
{
    while (shape->kind == HF_SHAPE_LIST && shape->item != NULL)
        shape = shape->item;
    return shape->kind == HF_SHAPE_TEXT && !shape->uri && shape->choices == 0 && shape->pattern_text.len == 0;
}

/* Whose data a member is: `file`, or the sibling that names the person; found when all siblings are known. */
static void read_personal(struct hf_reader *r, const struct hf_json *member, const struct hf_shape *object,
                          struct hf_shape *shape)
{
    const struct hf_json *whose = hf_member_text(member, "personal");
    if (whose == NULL) {
        if (is_free_text(shape) && r->origin == HF_FLOW_PUBLISHED)
            hf_find(r, 22, member, HF_WORD_flow_free_text, HF_STR_NONE, HF_STR_NONE);
        return;
    }
    if (hf_str_eq(whose->is.text, HF_STR("file"))) {
        shape->personal = HF_PERSONAL_FILE;
        return;
    }
    if (r->origin == HF_FLOW_HOUSE && hf_str_eq(whose->is.text, HF_STR("self"))) {
        shape->personal = HF_PERSONAL_SELF;
        return;
    }
    shape->personal = hf_shape_find(object, whose->is.text);
    bool person = shape->personal != HF_OPEN && object->member[shape->personal].shape->kind == HF_SHAPE_REF;
    if (!person)
        hf_find(r, 22, whose, HF_WORD_flow_subject_unknown, whose->is.text, HF_STR_NONE);
}

static void read_required(struct hf_reader *r, const struct hf_json *required, const struct hf_shape *object,
                          struct hf_shape_member *member)
{
    struct hf_indices names =
        hf_read_names(r, required, HF_NAMED(object->member, object->members, hf_shape_member, "properties"));
    for (uint16_t i = 0; i < names.count; i++)
        member[names.at[i]].required = true;
}

const struct hf_shape *hf_read_members(struct hf_reader *r, uint16_t kind, const struct hf_json *members,
                                       const struct hf_json *required)
{
    struct hf_shape *object = shape_new(r);
    uint16_t count = hf_member_count(r, members, HF_SHAPE_MEMBERS_MAX);
    struct hf_shape_member *member = HF_NEW(r->arena, struct hf_shape_member, count + 1u);
    object->kind = HF_SHAPE_OBJECT;
    object->member = member;
    for (uint16_t i = 0; i < count; i++) {
        hf_read_name(r, &members->is.object.member[i], "");
        member[i].name = members->is.object.member[i].name;
        member[i].shape = hf_read_shape(r, kind, &members->is.object.member[i].value);
        if (member[i].shape == NULL)
            member[i].shape = shape_new(r);
    }
    object->members = count;
    for (uint16_t i = 0; i < count; i++)
        read_personal(r, &members->is.object.member[i].value, object, r->shape[member[i].shape->id]);
    read_required(r, required, object, member);
    note_members(object);
    return object;
}

void hf_read_types(struct hf_reader *r)
{
    const struct hf_json *types = hf_member_object(r->json, "types");
    uint16_t count = hf_member_count(r, types, TYPES_MAX);
    for (size_t k = 0; k <= HF_KINDS_MAX; k++)
        r->type[k] = HF_NEW(r->arena, const struct hf_shape *, count + 1u);
    for (uint16_t i = 0; i < count; i++) {
        const struct hf_member *type = &types->is.object.member[i];
        hf_read_name(r, type, "");
        if (hf_str_eq(type->name, HF_STR("money")))
            hf_find_at(r, 1, type->offset, HF_WORD_flow_name_reserved, type->name, HF_STR_NONE);
        (void)read_type(r, HF_NONE, i, &type->value);
    }
}

/* NOLINTEND(misc-no-recursion) */
