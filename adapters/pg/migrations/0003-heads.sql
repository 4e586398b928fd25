-- SPDX-License-Identifier: Apache-2.0
-- A seventh kind of file: how long every other is, once in a log.
ALTER TABLE file DROP CONSTRAINT file_kind_check;
ALTER TABLE file ADD CONSTRAINT file_kind_check CHECK (kind BETWEEN 1 AND 7);
