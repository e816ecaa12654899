open Models
open NetGen

let network = Lines.Train()
printfn "%s" (LineCnn.Info.Summary())
exit (Lines.Judge network)
