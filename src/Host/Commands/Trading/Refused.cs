using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Tells why trading did not do something, and how the command ends because of it.</summary>
internal static class Refused
{
    /// <summary>Of a field that cannot be, whatever the state: what was typed makes no sense.</summary>
    private const string Invalid = "invalid";

    /// <summary>Of what only a server can do: it keeps the lines to the venues.</summary>
    public static int Tell(TradingRefusal refusal, Session session)
    {
        var code = Tell(refusal);
        if (HintOf(refusal, session.IsHere<ITrading>()) is { } hint) Screen.Remark(hint);
        return code;
    }

    /// <param name="isHere">Whether the command works on the home itself.</param>
    public static string? HintOf(TradingRefusal refusal, bool isHere) =>
        isHere && refusal.Code is ("gate-shut" or "not-connected") ? "No server runs on this home, and orders need one: start it with ./algotrendy, then try again." : null;

    public static int Tell(TradingRefusal refusal)
    {
        Screen.Remark(SentenceOf(refusal));
        return refusal.Code == Invalid ? ExitCode.WrongUsage : ExitCode.Failure;
    }

    public static int Tell(PortfolioRefusal refusal) => Tell(new TradingRefusal(refusal.Code, refusal.Message, refusal.Field));

    /// <summary>With the choices, unless the sentence names them itself.</summary>
    public static string SentenceOf(TradingRefusal refusal)
    {
        var choices = refusal.Choices ?? [];
        return choices.All(choice => refusal.Message.Contains(choice, StringComparison.Ordinal)) ? refusal.Message : $"{refusal.Message} Possible: {string.Join(", ", choices)}.";
    }
}
