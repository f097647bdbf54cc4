"""What is stored: records, ids, migrations, loading, publishing, views."""
