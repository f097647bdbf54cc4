-- What is searched of stories: those that may be shown now, with all names of the targets of their measures.
WITH told AS (
    SELECT
        measures.story_id, measures.version,
        list(DISTINCT measures.status || ' ' || measures.measure_type ORDER BY measures.status || ' ' || measures.measure_type) AS measures,
        list_distinct(flatten(list(measures.targets))) AS targets
    FROM current_measures AS measures
    GROUP BY ALL
),
forms AS (
    SELECT
        measures.story_id, measures.version,
        list_distinct(flatten(list([lower(party.name), lower(country.code), lower(country.name), lower(country.iso3)]
            || coalesce(string_split(lower(country.aliases), '|'), [])))) AS target_forms
    FROM measures
    JOIN measure_parties AS party ON party.measure_id = measures.measure_id AND party.role = 'target'
    LEFT JOIN ref_countries AS country ON country.code = party.country
    GROUP BY ALL
)
SELECT
    stories.story_id AS doc, stories.story_id, stories.version, stories.provider, stories.published_at, stories.headline, stories.body AS text,
    -- Words alone, for phrases.
    ' ' || regexp_replace(lower(concat_ws(' | ', stories.headline, stories.body)), '[^\p{L}\p{N}]+', ' ', 'g') || ' ' AS plain,
    coalesce(told.measures, []) AS measures, coalesce(list_sort(told.targets), []) AS targets, coalesce(forms.target_forms, []) AS target_forms
FROM current_stories AS stories
LEFT JOIN told ON told.story_id = stories.story_id AND told.version = stories.version
LEFT JOIN forms ON forms.story_id = stories.story_id AND forms.version = stories.version
ORDER BY stories.story_id
