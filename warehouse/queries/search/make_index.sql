-- No stop words, or a search for all of "the Hague" would find nothing; numbers count, since acts go by them.
PRAGMA create_fts_index('found_stories', 'doc', 'headline', 'text', stopwords = 'none', ignore = '[^\p{L}\p{N}]+');
PRAGMA create_fts_index('found_evidence', 'doc', 'text', stopwords = 'none', ignore = '[^\p{L}\p{N}]+');
