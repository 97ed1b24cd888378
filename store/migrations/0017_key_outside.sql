-- depends: 0001_foundation

-- The key of the installation lies in a file beside the database (store/installation_key.py), not in it.
DELETE FROM settings WHERE name = 'sealing_key';
