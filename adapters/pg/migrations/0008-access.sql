-- SPDX-License-Identifier: Apache-2.0
-- An eighth kind of file: who read a case.
ALTER TABLE file DROP CONSTRAINT file_kind_check;
ALTER TABLE file ADD CONSTRAINT file_kind_check CHECK (kind BETWEEN 1 AND 8);
