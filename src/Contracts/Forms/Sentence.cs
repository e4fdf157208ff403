namespace AlgoTrendy.Contracts.Forms;

/// <summary>What went wrong, in words for people: without the name of a parameter of ours, which frameworks put behind it.</summary>
public static class Sentence
{
    public static string Of(Exception cause) => cause is ArgumentException { ParamName: { } name } ? cause.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : cause.Message;
}
