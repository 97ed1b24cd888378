-- depends: 0018_membership_by_consent 0020_proven_contacts
-- Phone numbers in their one form (E.164); what cannot be read as a number in use stays as it was typed.
-- e164 and e164_digits are Python's (store/phones.py), known to the connection that upgrades.
UPDATE persons SET phone = e164(phone) WHERE phone IS NOT NULL;
UPDATE freelancer_profiles SET confirmed_phone = e164_digits(confirmed_phone) WHERE confirmed_phone IS NOT NULL;
UPDATE team_memberships SET invited_phone = e164_digits(invited_phone) WHERE invited_phone IS NOT NULL;
UPDATE company_invitations SET phone = e164(phone) WHERE phone IS NOT NULL;
UPDATE foundings SET phone = e164(phone) WHERE phone IS NOT NULL;
