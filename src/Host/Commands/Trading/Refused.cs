using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Tells why trading did not do something, and how the command ends because of it.</summary>
internal static class Refused
{
    /// <summary>Of a field that cannot be, whatever the state: what was typed makes no sense.</summary>
    private const string Invalid = "invalid";

    public static int Tell(TradingRefusal refusal)
    {
        Screen.Remark(SentenceOf(refusal));
        return refusal.Code == Invalid ? ExitCode.WrongUsage : ExitCode.Failure;
    }

    /// <summary>With the choices, unless the sentence names them itself.</summary>
    public static string SentenceOf(TradingRefusal refusal)
    {
        var choices = refusal.Choices ?? [];
        return choices.All(choice => refusal.Message.Contains(choice, StringComparison.Ordinal)) ? refusal.Message : $"{refusal.Message} Possible: {string.Join(", ", choices)}.";
    }
}
