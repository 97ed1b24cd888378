-- depends: 0039_spending_by_time
-- Where each exchange rate comes from and that none is changed afterwards. Documents of companies stay as they were issued.

-- One row for each change of a rate. rate: decimal text, units of the weaker currency for one of the stronger (EUR > USD > RUB);
-- the two directions of a pair are rates of their own. The row in force is the latest whose valid_from is not in the future, of
-- two with the same moment the one written last. source: shipped, by hand (before there was a command), or the file's name.
CREATE TABLE dated_rates (
    id INTEGER PRIMARY KEY,
    base_currency TEXT NOT NULL CHECK (base_currency IN ('EUR', 'USD', 'RUB')),
    target_currency TEXT NOT NULL CHECK (target_currency IN ('EUR', 'USD', 'RUB')),
    rate TEXT NOT NULL CHECK (CAST(rate AS REAL) > 0),
    operation TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    source TEXT NOT NULL,
    created_at TEXT NOT NULL,
    CHECK (base_currency <> target_currency),
    CHECK (operation = CASE WHEN base_currency = 'EUR' OR target_currency = 'RUB' THEN 'multiply' ELSE 'divide' END)
) STRICT;
INSERT INTO dated_rates (base_currency, target_currency, rate, operation, valid_from, source, created_at)
SELECT base_currency, target_currency, rate, operation, valid_from,
       CASE WHEN valid_from = '2025-01-01T00:00:00.000Z' THEN 'shipped' ELSE 'by hand' END, valid_from
FROM exchange_rates ORDER BY valid_from, base_currency, target_currency;
DROP TABLE exchange_rates;
ALTER TABLE dated_rates RENAME TO exchange_rates;
CREATE INDEX exchange_rates_by_pair ON exchange_rates (base_currency, target_currency, valid_from, id);

CREATE TRIGGER exchange_rates_no_update BEFORE UPDATE ON exchange_rates
BEGIN SELECT RAISE(ABORT, 'exchange rates are append-only: a new rate is a new row'); END;
CREATE TRIGGER exchange_rates_no_delete BEFORE DELETE ON exchange_rates
BEGIN SELECT RAISE(ABORT, 'exchange rates are append-only: what counted at a moment stays known'); END;
CREATE TRIGGER exchange_rates_no_replace BEFORE INSERT ON exchange_rates
WHEN EXISTS (SELECT 1 FROM exchange_rates WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'exchange rates are append-only: this row is there already'); END;
CREATE TRIGGER exchange_rates_no_past BEFORE INSERT ON exchange_rates
WHEN NEW.valid_from < NEW.created_at
BEGIN SELECT RAISE(ABORT, 'an exchange rate counts from now on or later, never for what was before'); END;

-- What was issued stays as it was: of an invoice only its state, the day it was paid and the tax invoice come later, each once;
-- of a certificate its state.
CREATE TRIGGER company_documents_no_update BEFORE UPDATE ON company_documents
WHEN NEW.id IS NOT OLD.id OR NEW.company_id IS NOT OLD.company_id OR NEW.type IS NOT OLD.type
    OR NEW.number IS NOT OLD.number OR NEW.amount IS NOT OLD.amount OR NEW.vat_amount IS NOT OLD.vat_amount
    OR NEW.currency IS NOT OLD.currency OR NEW.file_id IS NOT OLD.file_id OR NEW.task_id IS NOT OLD.task_id
    OR NEW.created_at IS NOT OLD.created_at
    OR (OLD.sf_file_id IS NOT NULL AND NEW.sf_file_id IS NOT OLD.sf_file_id)
    OR (OLD.top_up_balance_date IS NOT NULL AND NEW.top_up_balance_date IS NOT OLD.top_up_balance_date)
BEGIN SELECT RAISE(ABORT, 'documents of a company never change once issued'); END;
CREATE TRIGGER company_documents_no_delete BEFORE DELETE ON company_documents
BEGIN SELECT RAISE(ABORT, 'documents of a company stay'); END;
CREATE TRIGGER company_documents_no_replace BEFORE INSERT ON company_documents
WHEN EXISTS (SELECT 1 FROM company_documents WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM company_documents WHERE company_id = NEW.company_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'documents of a company never change once issued'); END;

-- The running number that a number ends with follows the one before.
CREATE TRIGGER company_documents_no_gap BEFORE INSERT ON company_documents
WHEN CAST(substr(NEW.number, length(CAST(NEW.company_id AS TEXT)) + 9) AS INTEGER) <> 1 + coalesce((
    SELECT CAST(substr(number, length(CAST(company_id AS TEXT)) + 9) AS INTEGER) FROM company_documents
    WHERE company_id = NEW.company_id ORDER BY id DESC LIMIT 1), 0)
BEGIN SELECT RAISE(ABORT, 'documents of a company are numbered one after another'); END;

-- Documents as PDF, made once: what was handed out stays what it is. file_id: the text it was made of.
CREATE TABLE company_document_pdfs (
    file_id INTEGER PRIMARY KEY REFERENCES files (id),
    content BLOB NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE TRIGGER company_document_pdfs_no_update BEFORE UPDATE ON company_document_pdfs
BEGIN SELECT RAISE(ABORT, 'the PDF of a document is made once'); END;
CREATE TRIGGER company_document_pdfs_no_delete BEFORE DELETE ON company_document_pdfs
BEGIN SELECT RAISE(ABORT, 'the PDF of a document stays'); END;
CREATE TRIGGER company_document_pdfs_no_replace BEFORE INSERT ON company_document_pdfs
WHEN EXISTS (SELECT 1 FROM company_document_pdfs WHERE file_id = NEW.file_id)
BEGIN SELECT RAISE(ABORT, 'the PDF of a document is made once'); END;

-- Archives of documents for a company's members, until ends_at. file_id: the ZIP; documents: how many are in it.
CREATE TABLE company_document_archives (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES companies (id),
    file_id INTEGER NOT NULL UNIQUE REFERENCES files (id),
    documents INTEGER NOT NULL CHECK (documents > 0),
    created_by_type TEXT NOT NULL,
    created_by_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    dropped_at TEXT
) STRICT;
CREATE INDEX company_document_archives_ending ON company_document_archives (ends_at) WHERE dropped_at IS NULL;
