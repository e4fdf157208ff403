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

    /// <summary>With the choices that the sentence does not name itself.</summary>
    public static string SentenceOf(TradingRefusal refusal)
    {
        var more = (refusal.Choices ?? []).Where(choice => !refusal.Message.Contains(choice, StringComparison.Ordinal)).ToArray();
        return more.Length == 0 ? refusal.Message : $"{refusal.Message} Possible: {string.Join(", ", more)}.";
    }
}
