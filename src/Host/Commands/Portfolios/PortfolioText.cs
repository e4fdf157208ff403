using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Host.Commands.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Portfolios;

/// <summary>Portfolios as people read and write them.</summary>
internal static class PortfolioText
{
    /// <summary>What came of a command on one portfolio.</summary>
    public static int Tell(PortfolioReply reply, bool isJson)
    {
        if (isJson) Screen.Document(reply);
        else if (reply.Portfolio is { } portfolio) Show([portfolio]);
        return reply.Refusal is { } refusal ? Refused.Tell(refusal) : ExitCode.Success;
    }

    public static void Show(IReadOnlyList<PortfolioView> portfolios)
    {
        var sheet = new Sheet(Column.Text("Portfolio"), Column.Text("Name"), Column.Text("Strategy"), Column.Text("Accounts"), Column.Number("Equity"), Column.Number("Version"), Column.Text());
        foreach (var portfolio in portfolios)
        {
            sheet.Add(
                portfolio.PortfolioId, portfolio.Name, portfolio.Strategy ?? "", Listed(portfolio.Accounts), string.Join(", ", portfolio.Equity.Select(sum => $"{Figures.Number(sum.Amount)} {sum.Currency.Code}")),
                Figures.Count(portfolio.Version), portfolio.Unknown is { Count: > 0 } unknown ? $"not known yet: {Listed(unknown)}" : portfolio.IsComplete ? "" : "a price is missing");
        }

        Screen.Show(sheet);
    }

    /// <summary>main is all of an account, main:ema-cross one part of it: an account has no colon.</summary>
    public static IReadOnlyList<PortfolioMember> MembersOf(string[] given) => [.. given.Select(one => one.Split(':', 2)).Select(one => new PortfolioMember(one[0], one.Length == 2 ? one[1] : null))];

    private static string Listed(IReadOnlyList<PortfolioMember> members) => string.Join(", ", members.Select(member => member.Part is null ? member.AccountId : $"{member.AccountId}:{member.Part}"));
}
