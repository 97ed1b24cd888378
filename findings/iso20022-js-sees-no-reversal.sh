#!/usr/bin/env bash
# iso20022.js says of every entry of a bank statement that it is no reversal, and takes the zeros off account numbers.
#
# Seen with iso20022.js 0.0.15 on 2026-12-01: of a camt.053 whose second entry gives money back (RvslInd true, or 1, as XML's
# booleans may be written), `reversal` is false. Its parser makes true a boolean, which is then compared with the text "true".
# The same zeal makes a number of a text that is digits: the account 0012345678 becomes 12345678, the remittance 000123
# becomes 123. ISO 20022 has both as texts (Othr/Id up to 34, Ustrd up to 140 characters). Money that a bank took back counts as
# a new payment, and what came in is matched with another account and bill. Nothing is raised or logged.
# Valid input throughout; nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(cd "$folder" && npm init -y >/dev/null && npm pkg set type=module >/dev/null \
  && npm install --silent --no-audit --no-fund iso20022.js@0.0.15)
cat > "$folder/probe.mjs" <<'JAVASCRIPT'
import { CashManagementEndOfDayReport } from "iso20022.js";

const entry = (credit, reversal) => `<Ntry><NtryRef>E1</NtryRef><Amt Ccy="EUR">50.00</Amt><CdtDbtInd>${credit}</CdtDbtInd>
  ${reversal}<Sts>BOOK</Sts><BookgDt><Dt>2027-01-15</Dt></BookgDt><BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd>
  <NtryDtls><TxDtls><RmtInf><Ustrd>000123</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
const file = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2027-01-16T00:00:00Z</CreDtTm></GrpHdr>
<Stmt><Id>S-1</Id><CreDtTm>2027-01-16T00:00:00Z</CreDtTm>
<Acct><Id><Othr><Id>0012345678</Id></Othr></Id><Ccy>EUR</Ccy><Svcr><FinInstnId><BIC>NDEAFIHH</BIC></FinInstnId></Svcr></Acct>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">50.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<Dt><Dt>2027-01-15</Dt></Dt></Bal>
${entry("DBIT", "")}${entry("CRDT", "<RvslInd>true</RvslInd>")}${entry("CRDT", "<RvslInd>1</RvslInd>")}
</Stmt></BkToCstmrStmt></Document>`;
const [statement] = CashManagementEndOfDayReport.fromXML(file).statements;
const told = statement.entries.map((each) => `${each.creditDebitIndicator} ${each.amount} reversal ${each.reversal}`);
console.log(`account ${statement.account.accountNumber}; ${told.join("; ")}`);
console.log(`remittance ${JSON.stringify(statement.entries[0].transactions[0].remittanceInformation)}`);
JAVASCRIPT
cd "$folder"
told=$(HOME=$folder node probe.mjs)
echo "$told"
expected="account 12345678; debit 5000 reversal false; credit 5000 reversal false; credit 5000 reversal false
remittance 123"
[ "$told" = "$expected" ] || { echo "This has changed: look again."; exit 1; }
