"""How high a kiosk's screen hangs, and how much of it a seated visitor's hand reaches."""

from dataclasses import dataclass

HIGHEST_MM = 1220.0
"""What is touched ends here, above the floor (EN 301 549 8.3, ADA 308: 48 inches)."""
LOWEST_MM = 380.0
"""And begins here (15 inches)."""
LOWER_EDGE_MM = 800.0
"""The lower edge of the picture on a usual floor-standing kiosk."""
LEAST_ZONE_MM = 220.0
"""Every page and everything on it can be drawn in so much height, one idea at a time."""

LEAST_SIDE_MM = 135.0
"""A page has room where the shorter side is at least this long: 10.1 inches of 16:10."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mounting:
    """A screen on its stand: the picture's height, and its lower edge above the floor; mm."""

    height_mm: float
    lower_edge_mm: float = LOWER_EDGE_MM

    @property
    def upper_edge_mm(self) -> float:
        """The picture's upper edge above the floor."""
        return self.lower_edge_mm + self.height_mm

    @property
    def foot_mm(self) -> float:
        """The strip at the foot of the picture that is too low to be touched."""
        return min(self.height_mm, max(0.0, LOWEST_MM - self.lower_edge_mm))

    @property
    def zone_mm(self) -> float:
        """The height, above that strip, in which everything can be touched; may be 0."""
        top_mm = min(self.height_mm, HIGHEST_MM - self.lower_edge_mm)
        return max(0.0, top_mm - self.foot_mm)

    @property
    def drawn_mm(self) -> float:
        """The height a lowered page is drawn in: the zone, or what it needs where that is less."""
        return min(self.height_mm - self.foot_mm, max(self.zone_mm, LEAST_ZONE_MM))

    @property
    def lowers(self) -> bool:
        """Whether anything lies too high, so that lowering it is of use."""
        return self.upper_edge_mm > HIGHEST_MM

    @property
    def serves(self) -> bool:
        """Whether all controls have room in the zone."""
        return self.zone_mm >= min(LEAST_ZONE_MM, self.height_mm)

    @property
    def good_edges_mm(self) -> tuple[float, float]:
        """The lowest and the highest lower edge with which all controls have room."""
        needed_mm = min(LEAST_ZONE_MM, self.height_mm)
        return LOWEST_MM + needed_mm - self.height_mm, HIGHEST_MM - needed_mm
