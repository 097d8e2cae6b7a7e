pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// A counter without a visitor: free, ready for the next arrival, or on a break.
ColumnLayout {
    id: view

    required property CounterScreen counter

    spacing: Theme.mm(3)

    Line {
        objectName: "headline"
        Layout.fillWidth: true
        Layout.topMargin: Theme.mm(10)
        say: view.counter.headline
        color: Theme.greenDark
        capMm: 11
        weight: Font.Bold
        lineHeight: 0.95
        Accessible.role: Accessible.Heading
    }
    Note {
        Layout.fillWidth: true
        visible: say !== ""
        say: view.counter.story
        capMm: 4.6
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: false
        Layout.topMargin: Theme.mm(8)
        spacing: Theme.mm(3.4)

        Repeater {
            id: actions
            model: view.counter.row

            ActionTile {
                required property string does
                required property string symbol
                required property string say
                readonly property bool small: does === "close"

                objectName: "action-" + does
                Layout.fillWidth: !small
                Layout.preferredWidth: Theme.mm(small ? 42 : 70)
                Layout.maximumWidth: small ? Theme.mm(42) : -1
                Layout.fillHeight: true
                Layout.preferredHeight: Math.max(Theme.mm(27), implicitHeight)
                counter: view.counter
                text: say
                iconName: symbol
                onChosen: view.counter.act(does)
            }
        }
        Item {
            visible: actions.count < 2
            Layout.fillWidth: true
        }
    }
    Item {
        Layout.fillHeight: true
    }
}
