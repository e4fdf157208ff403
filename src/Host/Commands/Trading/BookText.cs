using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>The books of an account as people read them.</summary>
internal static class BookText
{
    public static SetupException NoAccount(string id) => new($"There is no account '{id}'. 'algotrendy account list' shows what there is.");

    /// <summary>What came of a command on the books of one account.</summary>
    public static int Tell(BookReply reply, bool isJson)
    {
        if (isJson) Screen.Document(reply);
        else if (reply.Account is { } account) Show(account);
        return reply.Refusal is { } refusal ? Refused.Tell(refusal) : ExitCode.Success;
    }

    /// <summary>What each part has; they add up to the account.</summary>
    private static void Show(AccountBooks account)
    {
        var sheet = new Sheet(Column.Text("Part"), Column.Text("Balances"), Column.Number($"Equity {account.Currency.Code}"), Column.Number("Capital"), Column.Number("Fees"), Column.Number("Positions"));
        foreach (var part in account.Parts)
        {
            sheet.Add(
                part.Part, string.Join(", ", part.Balances.Select(balance => $"{Figures.Exact(balance.Amount)} {balance.Currency.Code}")), part.Equity is { } equity ? Figures.Number(equity) : "not known",
                Figures.Number(part.Capital), Figures.Number(part.FeesPaid), Figures.Count(part.Positions.Count));
        }

        Screen.Show(sheet);
    }
}
