-- depends: 0018_membership_by_consent 0020_proven_contacts
-- Phone numbers in their one form (E.164); what cannot be read as a number in use stays as it was typed.
-- e164 and e164_digits are Python's (store/phones.py), known to the connection that upgrades.
UPDATE persons SET phone = e164(phone) WHERE phone IS NOT NULL;
UPDATE freelancer_profiles SET confirmed_phone = e164_digits(confirmed_phone) WHERE confirmed_phone IS NOT NULL;
UPDATE team_memberships SET invited_phone = e164_digits(invited_phone) WHERE invited_phone IS NOT NULL;
UPDATE company_invitations SET phone = e164(phone) WHERE phone IS NOT NULL;
UPDATE foundings SET phone = e164(phone) WHERE phone IS NOT NULL;

-- Taxpayer numbers with check digits are kept without the signs they may be written with.
UPDATE tax_documents SET tax_number = replace(replace(replace(replace(tax_number, ' ', ''), '-', ''), '.', ''), '/', '')
WHERE (country = 'AR' AND type = 'CUIT/CUIL') OR (country = 'BR' AND type IN ('CPF', 'CNPJ')) OR (country = 'CL' AND type = 'RUT')
   OR (country = 'CO' AND type = 'NIT') OR (country = 'CR' AND type IN ('CI', 'CJ', 'CR')) OR (country = 'DO' AND type = 'RN')
   OR (country = 'EC' AND type IN ('CI', 'RUC')) OR (country = 'PE' AND type IN ('DNI', 'RUC')) OR (country = 'PY' AND type = 'RUC')
   OR (country = 'UY' AND type = 'RUT') OR (country = 'BY' AND type = 'UNP');
