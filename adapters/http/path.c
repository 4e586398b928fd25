/* SPDX-License-Identifier: Apache-2.0 */
/* Both are walked together, part by part. */
#include "http/path.h"

struct walk {
    struct hf_str pattern, path; /* what is left of them */
    struct hf_str named, part;   /* the last step: its name, or empty, and what stood there */
    bool fits;
};

static struct hf_str name_in(struct hf_str piece)
{
    bool is_name = piece.len > 2 && piece.at[0] == '{' && piece.at[piece.len - 1] == '}';
    return is_name ? hf_str_part(piece, 1, piece.len - 1) : HF_STR_NONE;
}

static struct walk begin(const char *pattern, const char *path)
{
    struct walk w = {.pattern = hf_str_of(pattern), .path = hf_str_of(path), .fits = true};
    w.fits = hf_str_begins(w.pattern, HF_STR("/")) && hf_str_begins(w.path, HF_STR("/"));
    w.pattern = hf_str_part(w.pattern, 1, w.pattern.len);
    w.path = hf_str_part(w.path, 1, w.path.len);
    return w;
}

/* hf_str_cut tells no empty last part from none: so the marks are counted by whether one is left. */
static bool cut(struct hf_str *rest, struct hf_str *piece)
{
    bool more = hf_str_contains(*rest, HF_STR("/"));
    *piece = hf_str_cut(rest, '/');
    return more;
}

/* False: nothing is left of both, or they have parted. */
static bool step(struct walk *w)
{
    static const struct hf_str dots = HF_STR_INIT("...");
    struct hf_str piece, whole = w->path;
    bool more_pattern = cut(&w->pattern, &piece), more_path = cut(&w->path, &w->part);
    w->named = name_in(piece);
    if (hf_str_ends(w->named, dots)) {
        w->named = hf_str_part(w->named, 0, w->named.len - dots.len);
        w->part = whole;
        w->fits = whole.len > 0;
        return false;
    }
    w->fits = more_pattern == more_path && (w->named.len > 0 ? w->part.len > 0 : hf_str_eq(piece, w->part));
    return w->fits && more_pattern;
}

bool hf_path_fits(const char *pattern, const char *path)
{
    struct walk w = begin(pattern, path);
    while (w.fits && step(&w))
        continue;
    return w.fits;
}

struct hf_str hf_path_part(const char *pattern, const char *path, struct hf_str name)
{
    struct walk w = begin(pattern, path);
    for (bool more = w.fits; more;) {
        more = step(&w);
        if (w.fits && w.named.len > 0 && hf_str_eq(w.named, name))
            return w.part;
    }
    return HF_STR_NONE;
}
