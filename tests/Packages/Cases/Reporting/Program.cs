using Models;
using NetGen.Reporting;

string drawing = new NetworkDrawing(LineCnn.Info).ToSvg();
return drawing.StartsWith("<svg", StringComparison.Ordinal) ? Lines.Judge(Lines.Train()) : 2;
