using Models;
using NetGen;

LineCnn trained = Lines.Train();
trained.Save("lines.safetensors");

var loaded = new LineCnn();
loaded.Load("lines.safetensors");
return Lines.Judge(loaded);
