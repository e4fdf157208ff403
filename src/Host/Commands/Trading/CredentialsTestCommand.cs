using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Asks a venue for clock and balances with the stored credentials.</summary>
internal sealed class CredentialsTestCommand(Surroundings surroundings)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which account's" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("test", "Ask the venue for its clock and the balances; trades nothing") { _id, _json };
        command.SetAction(Test);
        return command;
    }

    private async Task<int> Test(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var test = await session.Get<ITrading>().TestCredentials(new(parsed.GetRequiredValue(_id)), ct);
        if (parsed.GetValue(_json)) Screen.Document(test);
        if (test.Refusal is { } refusal) return Refused.Tell(refusal);
        if (!parsed.GetValue(_json)) Show(test);
        return test.Passed ? ExitCode.Success : ExitCode.Failure;
    }

    private static void Show(CredentialTest test)
    {
        Screen.Say(test.Message);
        if (test.ClockOffsetMs is { } offset) Screen.Say($"The venue's clock is {Figures.Number(offset, 0)} ms from ours.");
        if (test.Balances.Count == 0) return;

        var sheet = new Sheet(Column.Text("Currency"), Column.Number("Amount"));
        foreach (var balance in test.Balances) sheet.Add(balance.Currency.Code, Figures.Exact(balance.Amount));
        Screen.Show(sheet);
    }
}
