/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/shape.h"

#include <stdio.h>

#include "bench/must.h"

struct shape shape_of(const struct hf_batch *batch)
{
    size_t events = batch->event_count, commands = 0, dues = 0;
    if (events == 0)
        return (struct shape){0};
    for (size_t i = 0; i < events; i++)
        commands += batch->events[i].command != NULL;
    for (size_t i = 0; i < batch->deadline_count; i++)
        dues += batch->deadlines[i].due_ms >= 0;
    return (struct shape){.header = batch->events[0].event.header.len,
                          .payload = batch->events[0].event.payload.len,
                          .sealed = batch->disclosure_count > 0 ? batch->disclosures[0].sealed.len : 0,
                          .disclosures = batch->disclosure_count / events,
                          .commands = commands / events,
                          .outbox = batch->outbox_count / events,
                          .dues = dues / events,
                          .drops = (batch->deadline_count - dues) / events};
}

static FILE *open_file(const char *state, const char *mode)
{
    char path[512];
    snprintf(path, sizeof path, "%s/shape", state);
    FILE *file = fopen(path, mode);
    must_be(file != NULL, path);
    return file;
}

void shape_write(const char *state, const struct shape *shape)
{
    FILE *file = open_file(state, "w");
    must_be(fwrite(shape, sizeof *shape, 1, file) == 1 && fclose(file) == 0, "the shape is not written");
}

struct shape shape_read(const char *state)
{
    struct shape shape;
    FILE *file = open_file(state, "r");
    must_be(fread(&shape, sizeof shape, 1, file) == 1, "the shape is not read");
    fclose(file);
    return shape;
}
