-- Statements that somebody who could write SQL might try on the locked bench, one a line.
-- {stage} is the folder of the bench, {outside} another one with a secret, {beside} one whose name only begins alike,
-- {link} a link within the stage that leads outside.

-- refused: reading what was not opened
SELECT * FROM read_text('{outside}/secret.csv')
SELECT * FROM read_blob('{outside}/secret.csv')
SELECT * FROM read_csv('{outside}/secret.csv')
SELECT * FROM sniff_csv('{outside}/secret.csv')
SELECT * FROM read_json('{outside}/secret.csv')
SELECT * FROM read_json_objects('{outside}/secret.csv')
SELECT * FROM read_parquet('{outside}/secret.parquet')
SELECT * FROM parquet_metadata('{outside}/secret.parquet')
SELECT * FROM parquet_schema('{outside}/secret.parquet')
SELECT * FROM parquet_kv_metadata('{outside}/secret.parquet')
SELECT * FROM '{outside}/secret.csv'
SELECT * FROM '{outside}/secret.parquet'
SELECT * FROM glob('{outside}/*')
SELECT * FROM read_text('/etc/passwd')
SELECT * FROM read_text('/proc/self/environ')
SELECT * FROM read_text('{stage}/../outside/secret.csv')
SELECT * FROM read_text('{beside}/secret.csv')
SELECT * FROM read_text('{link}/secret.csv')
SELECT * FROM read_text('file://{outside}/secret.csv')
FROM read_text(['{stage}/own.csv', '{outside}/secret.csv'])
CREATE TABLE t AS FROM read_csv('{outside}/secret.csv')
CREATE VIEW v AS FROM read_text('{outside}/secret.csv')
SELECT (SELECT content FROM read_text('{outside}/secret.csv'))
COPY t0 FROM '{outside}/secret.csv'
SELECT * FROM query('SELECT * FROM read_text(''{outside}/secret.csv'')')
EXECUTE IMMEDIATE 'SELECT * FROM read_text(''{outside}/secret.csv'')'

-- refused: the network and other databases
SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')
SELECT * FROM read_parquet('https://127.0.0.1:9/x.parquet')
SELECT * FROM read_parquet('s3://bucket/x.parquet')
ATTACH '{outside}/other.db'
ATTACH '{outside}/other.sqlite' (TYPE sqlite)
ATTACH 'host=127.0.0.1 dbname=x' AS p (TYPE postgres)
SELECT * FROM sqlite_scan('{outside}/other.sqlite', 't')
SELECT * FROM postgres_scan('host=127.0.0.1', 'public', 't')
INSTALL httpfs
INSTALL httpfs FROM community
FORCE INSTALL httpfs
LOAD httpfs
LOAD '{outside}/evil.duckdb_extension'
UPDATE EXTENSIONS

-- refused: writing elsewhere
COPY (SELECT 1) TO '{outside}/written.csv'
COPY (SELECT 1) TO '{stage}/../outside/written.csv'
COPY (SELECT 1) TO '{link}/written.csv'
COPY (SELECT 1) TO '{beside}/written.csv'
EXPORT DATABASE '{outside}/export'
IMPORT DATABASE '{outside}'
CREATE PERSISTENT SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')

-- refused: changing the settings
SET enable_external_access = true
SET allowed_directories = ['/']
SET lock_configuration = false
RESET lock_configuration
SET memory_limit = '100GB'
RESET memory_limit
SET threads = 64
SET temp_directory = '{outside}'
SET autoload_known_extensions = true
SET python_enable_replacements = true
PRAGMA memory_limit = '100GB'
PRAGMA enable_profiling = 'json'
PRAGMA profiling_output = '{outside}/written.csv'
SET GLOBAL max_execution_time = 0
CALL enable_logging('FileSystem', storage => 'file', storage_path => '{outside}/log')

-- refused: what never ends
SELECT count(*) FROM range(10000000) a, range(1000000) b
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r

-- harmless: nothing outside is read, written or changed
SELECT getenv('HOME')
SELECT current_setting('memory_limit')
SELECT * FROM duckdb_secrets()
SELECT * FROM frame
SELECT regexp_matches(repeat('a', 50000) || 'b', '(a+)+$')
CHECKPOINT
