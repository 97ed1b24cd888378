-- depends: 0044_contract_money
-- What is issued for bills of work contracts: invoices and the credit notes that take them back, numbered without gaps.

-- What persons and companies want on bills beside their profile. address: lines. vat_percent: decimal text, what they charge.
CREATE TABLE billing_details (
    owner_type TEXT NOT NULL CHECK (owner_type IN ('person', 'company')),
    owner_id INTEGER NOT NULL,
    name TEXT,
    address TEXT,
    postal_code TEXT,
    city TEXT,
    country TEXT,
    vat_id TEXT,
    business_id TEXT,
    email TEXT,
    vat_percent TEXT,
    set_by_type TEXT NOT NULL,
    set_by_id INTEGER NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (owner_type, owner_id)
) STRICT, WITHOUT ROWID;

-- place: 1, 2, ... on its bill. issuer: who is paid, of agents their company. sequence: 1, 2, ... for each issuer, kind and
-- year. corrects: the invoice a credit note takes back. net, vat, amount: what it adds up to; net + vat may differ from the
-- amount by rounding. snapshot: JSON, the document as it was issued (tools/contracts/rules/snapshots.py).
CREATE TABLE contract_bill_documents (
    id INTEGER PRIMARY KEY,
    bill_id INTEGER NOT NULL REFERENCES contract_bills (id),
    place INTEGER NOT NULL CHECK (place > 0),
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
    issuer_type TEXT NOT NULL CHECK (issuer_type IN ('person', 'company')),
    issuer_id INTEGER NOT NULL,
    buyer_type TEXT NOT NULL CHECK (buyer_type IN ('person', 'company')),
    buyer_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    number TEXT NOT NULL,
    corrects INTEGER REFERENCES contract_bill_documents (id),
    currency TEXT NOT NULL,
    net INTEGER NOT NULL CHECK (net >= 0),
    vat INTEGER NOT NULL CHECK (vat >= 0),
    amount INTEGER NOT NULL CHECK (amount >= 0),
    snapshot TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (bill_id, place),
    UNIQUE (issuer_type, issuer_id, kind, year, sequence),
    UNIQUE (issuer_type, issuer_id, number),
    CHECK ((kind = 'credit_note') = (corrects IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX contract_bill_documents_corrected ON contract_bill_documents (corrects) WHERE corrects IS NOT NULL;

CREATE TRIGGER contract_bill_documents_no_update BEFORE UPDATE ON contract_bill_documents
BEGIN SELECT RAISE(ABORT, 'documents are append-only: what was issued never changes'); END;
CREATE TRIGGER contract_bill_documents_no_delete BEFORE DELETE ON contract_bill_documents
BEGIN SELECT RAISE(ABORT, 'documents are append-only: what was issued stays'); END;
CREATE TRIGGER contract_bill_documents_no_replace BEFORE INSERT ON contract_bill_documents
WHEN EXISTS (SELECT 1 FROM contract_bill_documents WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM contract_bill_documents WHERE bill_id = NEW.bill_id AND place = NEW.place)
    OR EXISTS (SELECT 1 FROM contract_bill_documents WHERE corrects = NEW.corrects)
    OR EXISTS (SELECT 1 FROM contract_bill_documents
               WHERE issuer_type = NEW.issuer_type AND issuer_id = NEW.issuer_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'documents are append-only: this one was issued already'); END;
CREATE TRIGGER contract_bill_documents_no_gap BEFORE INSERT ON contract_bill_documents
WHEN NEW.sequence <> 1 + (SELECT coalesce(max(sequence), 0) FROM contract_bill_documents
                          WHERE issuer_type = NEW.issuer_type AND issuer_id = NEW.issuer_id AND kind = NEW.kind
                            AND year = NEW.year)
BEGIN SELECT RAISE(ABORT, 'documents of an issuer are numbered one after another'); END;
CREATE TRIGGER contract_bill_documents_no_mismatch BEFORE INSERT ON contract_bill_documents
WHEN NOT EXISTS (SELECT 1 FROM contract_bills WHERE id = NEW.bill_id AND currency = NEW.currency)
    OR (NEW.kind = 'credit_note' AND NOT EXISTS (
        SELECT 1 FROM contract_bill_documents
        WHERE id = NEW.corrects AND bill_id = NEW.bill_id AND kind = 'invoice' AND amount = NEW.amount
          AND issuer_type = NEW.issuer_type AND issuer_id = NEW.issuer_id))
BEGIN SELECT RAISE(ABORT, 'a document is of its bill, and a credit note takes back an invoice of the same sum'); END;

-- Documents as files, made once: what was handed out stays what it is. format: pdf, xml.
CREATE TABLE contract_bill_files (
    document_id INTEGER NOT NULL REFERENCES contract_bill_documents (id),
    format TEXT NOT NULL CHECK (format IN ('pdf', 'xml')),
    content BLOB NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (document_id, format)
) STRICT;
CREATE TRIGGER contract_bill_files_no_update BEFORE UPDATE ON contract_bill_files
BEGIN SELECT RAISE(ABORT, 'documents are append-only: a file of one is made once'); END;
CREATE TRIGGER contract_bill_files_no_delete BEFORE DELETE ON contract_bill_files
BEGIN SELECT RAISE(ABORT, 'documents are append-only: a file of one stays'); END;
CREATE TRIGGER contract_bill_files_no_replace BEFORE INSERT ON contract_bill_files
WHEN EXISTS (SELECT 1 FROM contract_bill_files WHERE document_id = NEW.document_id AND format = NEW.format)
BEGIN SELECT RAISE(ABORT, 'documents are append-only: a file of one is made once'); END;
