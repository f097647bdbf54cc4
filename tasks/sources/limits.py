"""How much one item may cost."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds on one item, in bytes, characters (Unicode code points) and seconds.

    `allowed_test_hosts` and `own_hosts` hold `host` or `host:port`, as written in the URL: the first are exempt from the
    refusal of private addresses, of the second the robots.txt is not asked.
    """

    max_item_bytes: int = 8_000_000
    max_table_bytes: int = 500_000_000  # a table of many stories; Parquet expanded
    max_table_rows: int = 500_000
    max_story_chars: int = 2_000_000
    max_folder_depth: int = 50
    max_page_tags: int = 20_000
    max_tag_attributes: int = 2_000
    item_timeout_s: float = 60.0  # reading one item, and a second more for each megabyte of it
    container_timeout_s: float = 600.0  # opening one container
    story_timeout_s: float = 60.0  # analysing one story or portion of stories, and a second more for each 5,000 characters
    item_memory_bytes: int = 1_000_000_000  # of the process that works on an item, and ten more for each of its bytes
    max_tree_depth: int = 200  # elements of XML, or objects and arrays of JSON, inside each other
    max_archive_bytes: int = 2_000_000_000  # all members of an archive together, expanded
    max_archive_members: int = 200_000
    max_archive_ratio: int = 200  # expanded bytes for each compressed byte, from a megabyte on
    max_archive_nesting: int = 4  # archives inside archives
    max_kept_container_bytes: int = 100_000_000  # a container with something refused in it, kept to be opened once more
    max_remote_files: int = 200_000  # that one s3:// or sftp:// URL may name
    max_feed_items: int = 1_000  # pages that one feed or sitemap may name
    fetch_timeout_s: float = 30.0
    connect_timeout_s: float = 10.0
    max_redirects: int = 5
    host_interval_s: float = 1.0  # from one request to the next at the same host
    max_tries: int = 4  # of one item
    first_backoff_s: float = 2.0  # before the second try; doubled before each further one
    max_rest_s: float = 120.0  # what a server may make us wait for, by Retry-After or Crawl-delay
    max_host_failures: int = 5  # items given up in a row, after which a host is left alone for the rest of the batch
    user_agent: str = "sanctionwire/0.1 (news ingestion)"
    allowed_test_hosts: frozenset[str] = frozenset()
    own_hosts: frozenset[str] = frozenset()
