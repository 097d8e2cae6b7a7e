pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// Services in columns, a page at a time; the current row has a ring. Up and down go through all pages.
Item {
    id: list

    required property CounterScreen counter
    required property ServicePicker picker
    readonly property int gap: Theme.mm(2)
    readonly property int columns: Math.max(1, Math.floor(width / Theme.mm(104)))
    readonly property int rowHeight: Theme.mm(13.6)
    readonly property int footHeight: Theme.mm(11)
    readonly property bool paged: picker.count > columns * Math.max(1, Math.floor(height
                                                                                  / rowHeight))
    readonly property int perColumn: Math.max(1, Math.floor((height - (paged ? footHeight : 0))
                                                            / rowHeight))
    readonly property int perPage: columns * perColumn
    readonly property int pages: Math.max(1, Math.ceil(picker.count / perPage))
    readonly property int page: Math.floor(picker.index / perPage)
    readonly property int cellWidth: (width - (columns - 1) * gap) / columns

    Repeater {
        model: list.picker.rows

        CounterButton {
            id: row

            required property int index
            required property string service
            required property string letter
            required property string name
            required property string group
            required property string note
            required property bool ticked
            readonly property int place: index - list.page * list.perPage
            readonly property bool current: index === list.picker.index

            objectName: "service-" + service
            counter: list.counter
            visible: place >= 0 && place < list.perPage
            x: Math.floor(place / list.perColumn) * (list.cellWidth + list.gap)
            y: (place % list.perColumn) * list.rowHeight
            width: list.cellWidth
            height: list.rowHeight - list.gap
            text: group === "" ? name : group + ", " + name
            explained: note
            fill: current ? Theme.greenLight : Theme.card
            outline: current ? Theme.focus : Theme.hairline
            cornerRadius: Theme.mm(3)
            leftPadding: Theme.mm(2.5)
            rightPadding: Theme.mm(2.5)
            Accessible.role: list.picker.several ? Accessible.CheckBox : Accessible.Button
            Accessible.checkable: list.picker.several
            Accessible.checked: ticked
            onChosen: list.picker.pick(service)

            contentItem: RowLayout {
                spacing: Theme.mm(2.5)

                Rectangle {
                    visible: list.picker.several
                    implicitWidth: Theme.mm(5.4)
                    implicitHeight: implicitWidth
                    radius: Theme.mm(1.2)
                    color: row.ticked ? Theme.green : Theme.card
                    border.color: row.ticked ? Theme.green : Theme.edge
                    border.width: Theme.edgeWidth

                    Icon {
                        anchors.centerIn: parent
                        visible: row.ticked
                        name: "check"
                        color: Theme.inkOnGreen
                        sizeMm: 4.6
                    }
                }
                NumberText {
                    visible: row.letter !== ""
                    Layout.preferredWidth: Theme.mm(6)
                    horizontalAlignment: Text.AlignHCenter
                    say: row.letter
                    color: Theme.greenDark
                    capMm: 3.6
                    Accessible.ignored: true
                }
                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 0

                    Note {
                        Layout.fillWidth: true
                        visible: row.group !== ""
                        say: row.group
                        capMm: 2.5
                        lineHeight: 0.9
                        Accessible.ignored: true
                    }
                    Line {
                        Layout.fillWidth: true
                        say: row.name
                        capMm: 3.1
                        lineHeight: 0.9
                        weight: Font.DemiBold
                        Accessible.ignored: true
                    }
                }
                Icon {
                    visible: row.note !== ""
                    name: "circle-x"
                    color: Theme.red
                    sizeMm: 6
                }
            }
        }
    }
    RowLayout {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: list.footHeight
        visible: list.paged
        spacing: Theme.mm(3)

        CounterButton {
            objectName: "page-back"
            counter: list.counter
            visible: list.page > 0
            text: list.page + " / " + list.pages
            implicitWidth: Theme.mm(14)
            implicitHeight: Theme.mm(10)
            onChosen: list.picker.move(-list.perPage)

            contentItem: Item {
                Icon {
                    anchors.centerIn: parent
                    name: "chevron-left"
                    color: Theme.ink
                    sizeMm: 7
                }
            }
        }
        NumberText {
            say: (list.page + 1) + " / " + list.pages
            color: Theme.ink2
            capMm: 3.4
        }
        CounterButton {
            objectName: "page-on"
            counter: list.counter
            visible: list.page < list.pages - 1
            text: (list.page + 2) + " / " + list.pages
            implicitWidth: Theme.mm(14)
            implicitHeight: Theme.mm(10)
            onChosen: list.picker.move(list.perPage)

            contentItem: Item {
                Icon {
                    anchors.centerIn: parent
                    name: "chevron-right"
                    color: Theme.ink
                    sizeMm: 7
                }
            }
        }
    }
}
