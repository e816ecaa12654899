using System.Runtime.Intrinsics;
using Models;

Console.WriteLine($"Vectors of 256 bits: {Vector256.IsHardwareAccelerated}");
return Lines.Judge(Lines.Train());
