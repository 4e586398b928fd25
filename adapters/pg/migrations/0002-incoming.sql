-- SPDX-License-Identifier: Apache-2.0
-- A sixth kind of file: a request that another authority sent us.
ALTER TABLE file DROP CONSTRAINT file_kind_check;
ALTER TABLE file ADD CONSTRAINT file_kind_check CHECK (kind BETWEEN 1 AND 6);
