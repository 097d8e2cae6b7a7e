import QtQuick
import QtQuick.Shapes

// The line where a slip would be torn.
Item {
    id: rule

    implicitHeight: Theme.lineWidth

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeColor: Theme.edge
            strokeWidth: Theme.edgeWidth
            strokeStyle: ShapePath.DashLine
            capStyle: ShapePath.RoundCap
            dashPattern: [0.01, 2.2]
            fillColor: "transparent"
            startX: 0
            startY: rule.height / 2

            PathLine {
                x: rule.width
                y: rule.height / 2
            }
        }
    }
}
