pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend

// What makes the screen easier, and a person's help, at the foot of every screen, or `upright` at its side.
// An action without words is absent.
Rectangle {
    id: bar

    required property Look look
    property string lowerText
    property string biggerText
    property string contrastText
    property string aloudText
    property string helpText
    // What is said of each in place of its words, by objectName.
    property var sayings: ({})
    // Whether what is shown is read aloud.
    property bool listening: false
    readonly property bool aside: true
    property bool upright: false
    // Where they have no room in one row: so many to a row, each with its picture beside its words.
    property int across: 0
    property real capMm: 4.8
    // An upright bar keeps its buttons this near to its foot: lowering is in reach of who needs it.
    property int reachPx: 100000
    // How high each button of an upright bar may be: with little of it, words go before pictures.
    readonly property int count: [lowerText, biggerText, contrastText, aloudText, helpText].filter(
        words => words !== "").length
    readonly property real eachMm: upright ? (Math.min(height, reachPx) / Theme.pxPerMm - 8 - 3 * (
                                                  count - 1)) / count : 100

    signal readAloud
    signal help

    readonly property int rim: Theme.mm(across > 0 ? 3 : 4)

    implicitWidth: row.implicitWidth + 2 * rim
    implicitHeight: row.implicitHeight + 2 * rim
    color: Theme.card

    component Easier: Pressable {
        id: easier

        property string iconName

        visible: text !== ""
        aloud: bar.sayings[objectName]
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
        Layout.preferredHeight: bar.upright ? 1 : -1
        implicitHeight: Math.max(Theme.touch, implicitContentHeight + topPadding + bottomPadding)
        padding: Theme.mm(bar.across > 0 ? 1.5 : 2)
        Accessible.role: Accessible.Button

        background: Rectangle {
            radius: easier.cornerRadius
            color: easier.down ? Theme.cardPressed : easier.on ? Theme.greenLight : Theme.card
            border.color: easier.on ? Theme.greenEdge : color
            border.width: Theme.edgeWidth
        }
        contentItem: Item {
            implicitHeight: words.height

            Column {
                id: words

                readonly property real beside: bar.across > 0 && easier.width > Theme.mm(50)
                                               ? Theme.mm(13) : 0

                x: beside
                y: bar.upright || bar.across > 0 ? (parent.height - height) / 2 : 0
                width: parent.width - beside
                spacing: Theme.mm(bar.eachMm < 36 ? 0.5 : 1.5)

                Icon {
                    anchors.horizontalCenter: parent.horizontalCenter
                    visible: bar.eachMm >= 27 && bar.across === 0
                    name: easier.iconName
                    color: Theme.greenDark
                    sizeMm: bar.eachMm < 36 ? 7 : bar.capMm * 2.7
                }
                Line {
                    width: parent.width
                    say: easier.text
                    color: Theme.greenDark
                    capMm: bar.capMm
                    fixed: true
                    weight: Font.DemiBold
                    lineHeight: 0.95
                    horizontalAlignment: words.beside > 0 ? Text.AlignLeft : Text.AlignHCenter
                    Accessible.ignored: true
                }
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: words.beside > 0
                name: easier.iconName
                color: Theme.greenDark
                sizeMm: 10
            }
        }
    }

    Rectangle {
        width: bar.upright ? Theme.edgeWidth : parent.width
        height: bar.upright ? parent.height : Theme.edgeWidth
        color: Theme.edge
    }
    GridLayout {
        id: row
        anchors.fill: parent
        anchors.margins: bar.rim
        anchors.topMargin: Math.max(bar.rim, bar.height - bar.reachPx)
        columns: bar.upright ? 1 : bar.across > 0 ? bar.across : 5
        columnSpacing: Theme.mm(3)
        rowSpacing: Theme.mm(3)

        Easier {
            objectName: "lower"
            text: bar.lowerText
            iconName: "arrow-down-to-line"
            holds: true
            on: bar.look.lowered
            onChosen: bar.look.lowered = !bar.look.lowered
        }
        Easier {
            objectName: "bigger"
            text: bar.biggerText
            iconName: "a-large-small"
            holds: true
            on: bar.look.large
            onChosen: bar.look.large = !bar.look.large
        }
        Easier {
            objectName: "contrast"
            text: bar.contrastText
            iconName: "contrast"
            holds: true
            on: bar.look.contrast
            onChosen: bar.look.contrast = !bar.look.contrast
        }
        Easier {
            objectName: "aloud"
            text: bar.aloudText
            iconName: "volume-2"
            holds: true
            on: bar.listening
            onChosen: bar.readAloud()
        }
        Easier {
            objectName: "help"
            text: bar.helpText
            iconName: "hand-helping"
            onChosen: bar.help()
        }
    }
}
