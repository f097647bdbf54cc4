from tasks.progress import tell, watched_by


def test_a_watcher_hears_of_progress_only_while_it_watches():
    heard = []
    tell("batch", 0, 9)
    with watched_by(lambda stage, done, total: heard.append((stage, done, total))):
        tell("batch", 3, 9)
    tell("batch", 9, 9)
    assert heard == [("batch", 3, 9)]
