import QtQuick
import QtQuick.Shapes

// A rounded outline of short strokes. (A Shape asks for the room of its path: in a layout it would grow for ever, so an Item holds it.)
Item {
    id: edge

    readonly property real inset: Theme.edgeWidth / 2

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeColor: Theme.edge
            strokeWidth: Theme.edgeWidth
            strokeStyle: ShapePath.DashLine
            dashPattern: [3, 2]
            fillColor: "transparent"

            PathRectangle {
                x: edge.inset
                y: edge.inset
                width: edge.width - 2 * edge.inset
                height: edge.height - 2 * edge.inset
                radius: Theme.radius
            }
        }
    }
}
