Imports Models

Module Program
    Function Main() As Integer
        Return Lines.Judge(Lines.Train())
    End Function
End Module
