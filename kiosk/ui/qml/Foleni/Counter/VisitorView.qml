pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// Who was called or is being served, and what can be done with the visit.
ColumnLayout {
    id: view

    required property CounterScreen counter
    required property Words words
    readonly property bool serving: counter.state === "serving"
    readonly property real heightMm: height / Theme.pxPerMm
    // Banners have left so little that the actions go without the air around their words.
    readonly property bool crowded: heightMm < 102

    spacing: Theme.mm(3)

    NumberText {
        objectName: "number"
        Layout.fillWidth: true
        Layout.topMargin: Theme.mm(3)
        say: view.counter.number
        color: Theme.greenDark
        // A fifth of the room, and less where banners leave the rest no more than it needs.
        capMm: Math.min(32, view.heightMm * 0.22, Math.max(12, view.heightMm - 81))
        tight: true
        verticalAlignment: Text.AlignVCenter
        Accessible.role: Accessible.Heading
    }
    Line {
        Layout.fillWidth: true
        Layout.topMargin: Theme.mm(2)
        say: view.counter.headline
        capMm: 5.6
        weight: Font.Bold
        lineHeight: 0.95
    }
    Note {
        Layout.fillWidth: true
        say: view.counter.story
        capMm: 4.1
    }
    Rectangle {
        id: meet
        objectName: "meet"
        visible: view.counter.meet
        implicitWidth: Math.min(view.width, welcome.implicitWidth + Theme.mm(10))
        implicitHeight: welcome.implicitHeight + Theme.mm(5)
        radius: Theme.mm(3.5)
        color: Theme.amber
        border.color: Theme.amberEdge
        border.width: Theme.edgeWidth

        RowLayout {
            id: welcome
            anchors.centerIn: parent
            spacing: Theme.mm(3)

            Icon {
                name: "heart-handshake"
                color: Theme.inkOnAmber
                sizeMm: 7
            }
            Line {
                say: view.words.say(view.counter.language, "counter-go-and-meet")
                color: Theme.inkOnAmber
                capMm: 3.9
                weight: Font.Bold
                wrapMode: Text.NoWrap
            }
        }
    }
    Note {
        Layout.fillWidth: true
        Layout.topMargin: Theme.mm(2)
        visible: view.serving && actions.count > 0
        say: view.words.say(view.counter.language, "counter-done-with")
        capMm: 3.4
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: false
        Layout.topMargin: view.serving ? 0 : Theme.mm(2)
        spacing: Theme.mm(3.4)

        Repeater {
            id: actions
            model: view.counter.row

            ActionTile {
                required property string does
                required property string symbol
                required property string say

                objectName: "action-" + does
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                Layout.preferredHeight: Math.max(Theme.mm(view.crowded ? 20 : 27), implicitHeight)
                counter: view.counter
                text: say
                iconName: symbol
                onChosen: view.counter.act(does)
            }
        }
    }
    Item {
        Layout.fillHeight: true
    }
}
