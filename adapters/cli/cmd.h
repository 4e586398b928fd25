/* SPDX-License-Identifier: Apache-2.0 */
/* The handlers of the commands, one cmd_*.c per group. */
#ifndef HF_CLI_CMD_H
#define HF_CLI_CMD_H

#include "cli/cli.h"
#include "flow/read.h"
#include "record/json.h"

/* The definition in the one layout (flow/fmt.h); `path` is to blame where it is no JSON. cmd_definition.c */
enum hf_rc hf_cli_laid_out(struct hf_cli *cli, struct hf_str text, struct hf_str path, struct hf_str *out,
                           struct hf_err *err);

/* A definition read from a file; one with faults is FINDINGS cli_unsound. cmd_definition.c */
enum hf_rc hf_cli_definition(struct hf_cli *cli, struct hf_str path, const struct hf_flow **house,
                             const struct hf_flow **flow, struct hf_err *err);
/* A path as the system takes it, in the arena; "" where none was given. cmd_answer.c */
const char *hf_cli_path(struct hf_cli *cli, struct hf_str path);
/* A number as a sentence takes it. */
struct hf_str hf_cli_number(struct hf_cli *cli, size_t number);

/* What was found in a file, told to people; as rows for machines in *out. cmd_workflow.c */
void hf_cli_findings(struct hf_cli *cli, struct hf_str path, const struct hf_findings *findings,
                     struct hf_json *out);

/* The text of config/samples/small-procedure.json. */
struct hf_str hf_cli_skeleton(void);

typedef enum hf_rc hf_cli_handler(struct hf_cli *cli, struct hf_err *err);

enum { HF_DEFINITION_MAX = 1024 * 1024 }; /* bytes of a definition */

/* The house's own definition: compiled once a run, nobody writes to it. */
enum hf_rc hf_cli_house(struct hf_cli *cli, const struct hf_flow **house, struct hf_err *err);

hf_cli_handler hf_cmd_help;                                                      /* help.c */
hf_cli_handler hf_cmd_version, hf_cmd_json_canonical, hf_cmd_config_show;        /* cmd_plain.c */
hf_cli_handler hf_cmd_workflow_check;                                            /* cmd_workflow.c */
hf_cli_handler hf_cmd_workflow_fmt, hf_cmd_workflow_diff, hf_cmd_workflow_new;   /* cmd_definition.c */
hf_cli_handler hf_cmd_workflow_test;                                             /* cmd_rehearse.c */
hf_cli_handler hf_cmd_workflow_simulate;                                         /* cmd_simulate.c */
hf_cli_handler hf_cmd_workflow_describe, hf_cmd_workflow_draw;                   /* cmd_tell.c */
hf_cli_handler hf_cmd_token_new, hf_cmd_token_certificate, hf_cmd_token_confirm; /* cmd_token.c */
hf_cli_handler hf_cmd_token_revoke, hf_cmd_token_list;
hf_cli_handler hf_cmd_stream_propose, hf_cmd_stream_confirm, hf_cmd_stream_enable; /* cmd_stream.c */
hf_cli_handler hf_cmd_stream_pause, hf_cmd_stream_disable, hf_cmd_stream_verify;
hf_cli_handler hf_cmd_stream_delete, hf_cmd_stream_list;
hf_cli_handler hf_cmd_workflow_publish, hf_cmd_workflow_list;                            /* cmd_library.c */
hf_cli_handler hf_cmd_answer, hf_cmd_answer_key, hf_cmd_answer_open, hf_cmd_answer_take; /* cmd_answer.c */
hf_cli_handler hf_cmd_inbox_list, hf_cmd_inbox_show, hf_cmd_inbox_answer;                /* cmd_inbox.c */
hf_cli_handler hf_cmd_inbox_document;
hf_cli_handler hf_cmd_workflow_show;
hf_cli_handler hf_cmd_workflow_migrate;                  /* cmd_migrate.c */
hf_cli_handler hf_cmd_trace_funds, hf_cmd_trace_compare; /* cmd_trace.c */
hf_cli_handler hf_cmd_trace_explain;
hf_cli_handler hf_cmd_trace_owners;                             /* cmd_owners.c */
hf_cli_handler hf_cmd_db_init, hf_cmd_db_start, hf_cmd_db_stop; /* cmd_db.c */
hf_cli_handler hf_cmd_db_migrate, hf_cmd_db_status, hf_cmd_db_scrub;
hf_cli_handler hf_cmd_key_generate, hf_cmd_key_list, hf_cmd_key_public;   /* cmd_key.c */
hf_cli_handler hf_cmd_user_add, hf_cmd_user_confirm, hf_cmd_user_disable; /* cmd_user.c */
hf_cli_handler hf_cmd_user_keep, hf_cmd_user_list;
hf_cli_handler hf_cmd_directory_import, hf_cmd_directory_confirm, hf_cmd_directory_list; /* cmd_directory.c */
hf_cli_handler hf_cmd_directory_show, hf_cmd_directory_change, hf_cmd_directory_verify;  /* cmd_amend.c */
hf_cli_handler hf_cmd_directory_withdraw, hf_cmd_directory_retire;
hf_cli_handler hf_cmd_directory_drill, hf_cmd_directory_ask, hf_cmd_directory_round; /* cmd_round.c */
hf_cli_handler hf_cmd_directory_statistics;
hf_cli_handler hf_cmd_case_open, hf_cmd_case_act;                       /* cmd_case.c */
hf_cli_handler hf_cmd_case_access;                                      /* cmd_access.c */
hf_cli_handler hf_cmd_case_show, hf_cmd_case_list, hf_cmd_case_history; /* cmd_show.c */
hf_cli_handler hf_cmd_case_what_next;
hf_cli_handler hf_cmd_case_inventory;                                             /* cmd_inventory.c */
hf_cli_handler hf_cmd_register_add, hf_cmd_register_list;                         /* cmd_register.c */
hf_cli_handler hf_cmd_erasure_act, hf_cmd_erasure_list;                           /* cmd_erasure.c */
hf_cli_handler hf_cmd_case_import;                                                /* cmd_import.c */
hf_cli_handler hf_cmd_document_add, hf_cmd_document_get;                          /* cmd_document.c */
hf_cli_handler hf_cmd_audit_verify, hf_cmd_audit_checkpoint;                      /* cmd_audit.c */
hf_cli_handler hf_cmd_audit_replay;                                               /* cmd_replay.c */
hf_cli_handler hf_cmd_audit_absence;                                              /* cmd_absence.c */
hf_cli_handler hf_cmd_audit_compare;                                              /* cmd_compare.c */
hf_cli_handler hf_cmd_audit_open;                                                 /* cmd_open.c */
hf_cli_handler hf_cmd_audit_stamp;                                                /* cmd_stamp.c */
hf_cli_handler hf_cmd_audit_tiles;                                                /* cmd_tiles.c */
hf_cli_handler hf_cmd_audit_export;                                               /* cmd_export.c */
hf_cli_handler hf_cmd_demo;                                                       /* cmd_demo.c */
hf_cli_handler hf_cmd_notice_list, hf_cmd_notice_attempts, hf_cmd_notice_redrive; /* cmd_notice.c */
hf_cli_handler hf_cmd_notice_pause, hf_cmd_notice_resume;
hf_cli_handler hf_cmd_notice_silent, hf_cmd_case_work;                         /* cmd_silent.c */
hf_cli_handler hf_cmd_receive;                                                 /* cmd_receive.c */
hf_cli_handler hf_cmd_serve;                                                   /* cmd_serve.c */
hf_cli_handler hf_cmd_signer_run, hf_cmd_signer_status, hf_cmd_signer_release; /* cmd_signer.c */
hf_cli_handler hf_cmd_witness_make, hf_cmd_witness_serve, hf_cmd_witness_sign; /* cmd_witness.c */
hf_cli_handler hf_cmd_key_rotate_log, hf_cmd_audit_recover;
hf_cli_handler hf_cmd_witness_ask, hf_cmd_witness_request, hf_cmd_witness_take;

hf_cli_handler hf_cmd_thread_verify;                          /* cmd_thread.c */
hf_cli_handler hf_cmd_directory_keys, hf_cmd_directory_enrol; /* cmd_enrol.c */
hf_cli_handler hf_cmd_directory_prove, hf_cmd_directory_admit, hf_cmd_directory_revoke;
hf_cli_handler hf_cmd_key_copy;                                         /* cmd_key_copy.c */
hf_cli_handler hf_cmd_key_prove;                                        /* cmd_prove.c */
hf_cli_handler hf_cmd_key_status, hf_cmd_key_rotate, hf_cmd_key_retire; /* cmd_rotate.c */

hf_cli_handler hf_cmd_calendar_check, hf_cmd_calendar_publish, hf_cmd_calendar_list; /* cmd_calendar.c */
hf_cli_handler hf_cmd_deadline_explain;                                              /* cmd_deadline.c */

#endif
