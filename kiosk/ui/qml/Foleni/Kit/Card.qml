import QtQuick
import QtQuick.Templates as T

// A sheet that holds things together. `dashed` is a place where something is put (a code to be scanned).
T.Pane {
    id: card

    property bool dashed: false
    property color fill: dashed ? "transparent" : Theme.card
    property color outline: Theme.edge

    padding: Theme.mm(11)
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: implicitContentHeight + topPadding + bottomPadding

    background: Rectangle {
        radius: Theme.radius
        color: card.fill
        border.color: card.outline
        border.width: card.dashed ? 0 : Theme.edgeWidth

        Loader {
            anchors.fill: parent
            active: card.dashed
            sourceComponent: DashedEdge {}
        }
    }
}
