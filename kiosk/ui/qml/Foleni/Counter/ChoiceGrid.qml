pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// Days, or times of a day, in columns, a page at a time; the current one has a ring. What is full is told, not offered.
Item {
    id: grid

    required property CounterScreen counter
    required property var choices
    required property int count
    required property int current
    // Names over the figures need a higher cell.
    property bool tall: false
    // Days go on to the right, times downwards.
    property bool across: false
    property real cellMm: 34

    signal chosen(place: int)
    signal turned(steps: int)

    readonly property int gap: Theme.mm(2)
    readonly property int cellHeight: Theme.mm(tall ? 21.6 : 13.6)
    readonly property int turnWidth: Theme.mm(11)
    readonly property int fullColumns: Math.max(1, Math.floor((width + gap) / Theme.mm(cellMm)))
    readonly property int rows: Math.max(1, Math.floor((height + gap) / cellHeight))
    readonly property bool paged: count > fullColumns * rows
    readonly property int columns: paged ? Math.max(1, Math.floor((width - 2 * turnWidth - gap)
                                                                  / Theme.mm(cellMm))) : fullColumns
    readonly property int perPage: columns * rows
    readonly property int page: Math.floor(current / perPage)
    readonly property int pages: Math.max(1, Math.ceil(count / perPage))
    readonly property int perColumn: Math.max(1, Math.min(rows, Math.ceil(count / columns)))
    readonly property int start: paged ? turnWidth + gap : 0
    readonly property int cellWidth: (width - 2 * start - (columns - 1) * gap) / columns

    Repeater {
        model: grid.choices

        CounterButton {
            id: cell

            required property int index
            required property string above
            required property string name
            required property string note
            required property bool free
            readonly property int place: index - grid.page * grid.perPage
            readonly property bool isCurrent: index === grid.current
            // On its soft ground the second ink would be too light.
            readonly property color quiet: isCurrent ? Theme.ink : Theme.ink2
            readonly property int column: grid.across ? place % grid.columns : Math.floor(place
                                                                                          / grid.perColumn)
            readonly property int row: grid.across ? Math.floor(place / grid.columns) : place
                                                     % grid.perColumn

            objectName: grid.objectName + "-" + index
            counter: grid.counter
            visible: place >= 0 && place < grid.perPage
            x: grid.start + column * (grid.cellWidth + grid.gap)
            y: row * grid.cellHeight
            width: grid.cellWidth
            height: grid.cellHeight - grid.gap
            text: [above, name, note].filter(part => part !== "").join(", ")
            fill: isCurrent ? Theme.greenLight : free ? Theme.card : "transparent"
            outline: isCurrent ? Theme.focus : free ? Theme.edge : Theme.hairline
            cornerRadius: Theme.mm(3)
            leftPadding: Theme.mm(2)
            rightPadding: Theme.mm(2)
            topPadding: Theme.mm(0.5)
            bottomPadding: Theme.mm(0.5)
            Accessible.checkable: true
            Accessible.checked: isCurrent
            onChosen: grid.chosen(index)

            contentItem: GridLayout {
                columns: grid.tall ? 1 : 2
                columnSpacing: Theme.mm(2)
                rowSpacing: 0

                Note {
                    Layout.fillWidth: true
                    visible: cell.above !== ""
                    say: cell.above
                    color: cell.quiet
                    capMm: 2.8
                    horizontalAlignment: Text.AlignHCenter
                    Accessible.ignored: true
                }
                NumberText {
                    Layout.fillWidth: true
                    Layout.preferredWidth: grid.tall ? -1 : 3
                    horizontalAlignment: Text.AlignHCenter
                    say: cell.name
                    color: cell.free ? Theme.greenDark : cell.quiet
                    capMm: 4.2
                    Accessible.ignored: true
                }
                Note {
                    Layout.fillWidth: true
                    Layout.preferredWidth: grid.tall ? -1 : 3
                    say: cell.note
                    color: cell.quiet
                    capMm: 2.8
                    horizontalAlignment: grid.tall ? Text.AlignHCenter : Text.AlignLeft
                    Accessible.ignored: true
                }
            }
        }
    }

    component Turn: CounterButton {
        id: turn

        required property string iconName

        counter: grid.counter
        width: grid.turnWidth
        height: grid.cellHeight - grid.gap
        cornerRadius: Theme.mm(3)

        contentItem: Item {
            Icon {
                anchors.centerIn: parent
                name: turn.iconName
                color: Theme.ink
                sizeMm: 7
            }
        }
    }

    Turn {
        objectName: grid.objectName + "-page-back"
        visible: grid.paged && grid.page > 0
        text: grid.page + " / " + grid.pages
        iconName: "chevron-left"
        onChosen: grid.turned(-grid.perPage)
    }
    Turn {
        objectName: grid.objectName + "-page-on"
        anchors.right: parent.right
        visible: grid.paged && grid.page < grid.pages - 1
        text: (grid.page + 2) + " / " + grid.pages
        iconName: "chevron-right"
        onChosen: grid.turned(grid.perPage)
    }
}
