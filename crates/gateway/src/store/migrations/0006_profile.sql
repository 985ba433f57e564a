-- What is neither searched nor unique is one JSON document: a new field needs no column. The table is altered and
-- not made anew: to drop it would delete the payment methods that refer to it.
ALTER TABLE customers ADD COLUMN profile TEXT NOT NULL DEFAULT '{}';

-- The patch leaves out what is null.
UPDATE customers
SET profile = json_patch('{}', json_object('address', address, 'phone', phone, 'memberId', member_id))
WHERE address IS NOT NULL OR phone IS NOT NULL OR member_id IS NOT NULL;

ALTER TABLE customers DROP COLUMN address;
ALTER TABLE customers DROP COLUMN phone;
ALTER TABLE customers DROP COLUMN member_id;
