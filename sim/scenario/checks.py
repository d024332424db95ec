from sim.scenario.mistakes import Mistake
from sim.scenario.nodes import Node
from sim.scenario.tables import Tables
def cross_reference_mistakes(root: Node, tables: Tables | None, *, complete: bool) -> list[Mistake]:
    return []
