/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a courier makes of an attempt, by name (struct hf_parcel_result, class_name): couriers choose one,
 * dispatch decides what follows. What leads to which is each courier's table (adapters/notify/classes.c).
 */
#ifndef HF_DESK_CLASSES_H
#define HF_DESK_CLASSES_H

#define HF_CLASS_RECEIVED "received"           /* taken, as the rule says */
#define HF_CLASS_NONCONFORMING "nonconforming" /* taken, though not as the rule says: warn once */
#define HF_CLASS_PERMANENT "permanent"         /* will never be taken: dead letter and alarm */
#define HF_CLASS_MISSING "missing"             /* nothing at that address: a few tries, then permanent */
#define HF_CLASS_KEY_CACHE "key_cache"         /* our new key is not known there yet: long pauses */
#define HF_CLASS_CREDENTIALS "credentials"     /* who we are, or they, is in doubt: hold and alarm */
#define HF_CLASS_GONE "gone"                   /* the address is given up: hold and alarm */
#define HF_CLASS_MOVED "moved"                 /* points elsewhere, which is shown and never followed */
#define HF_CLASS_TRANSIENT "transient"         /* try again later */

#endif
