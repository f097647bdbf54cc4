"""A story as cleaning leaves it."""

from dataclasses import dataclass

from warehouse.records import Furniture, Story, StoryReference


@dataclass(frozen=True)
class Cleaned:
    """One story version, what was cut from it, and the other stories that it names.

    `is_repeat` tells of the delivery, not of the version: the same words may have come before.
    """

    story: Story
    furniture: tuple[Furniture, ...]
    references: tuple[StoryReference, ...] = ()
    is_repeat: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Key of the version."""
        return self.story.story_id, self.story.version
