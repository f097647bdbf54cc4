"""Ask the watched sources for what is new, and take it in by the stages of `ingest`.

A source with nothing new costs a listing or one conditional request; what the stages need is loaded only for news.
"""

from prefect import flow

from flows.settings import read_settings
from tasks.alerting.rules import read_rules
from tasks.look import look
from tasks.polled import Polled, PolledSource, PollFailed
from tasks.watching.look import Look
from tasks.watching.sources_file import choose, read_sources


@flow(name="poll", validate_parameters=False)
def poll(
    sources: list[str] | None = None, warehouse: str | None = None, looked: dict[str, Look] | None = None, wait: float = 3600
) -> Polled:
    """Poll the named sources of sources.yaml, or all that are enabled. One that fails does not stop the others.

    A source with news waits up to `wait` seconds for a run that writes. `looked` is what a command has found out before
    the flow engine ran; a deployment leaves it out. Raises PollFailed at the end if something failed.
    """
    settings = read_settings(warehouse)
    rules = [rule.name for rule in read_rules(settings.alerts, settings.environment)]
    polled: list[PolledSource] = []
    for source in choose(read_sources(settings.sources, rules), sources or (), settings.sources):
        found = (looked or {}).get(source.name) or look(source, settings.warehouse, settings.limits, settings.robots)
        if found.has_news:
            from flows.stages import take_in_source  # noqa: PLC0415 - loads the language model and the checks

            polled.append(take_in_source(found, settings, wait))
        else:
            polled.append(PolledSource(source.name, failures=found.told))
    result = Polled(tuple(polled))
    if result.failed:
        raise PollFailed(result)
    return result
