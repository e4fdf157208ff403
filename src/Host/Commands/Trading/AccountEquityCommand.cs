using System.CommandLine;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Shows the equity of an account, or of one part of it, over time.</summary>
internal sealed class AccountEquityCommand(Surroundings surroundings)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which account" };
    private readonly Option<string?> _part = new("--part") { Description = "Only of this part, by its strategy's name; from when several share the account", HelpName = "STRATEGY" };
    private readonly EquityPages _pages = new();

    public Command Create()
    {
        var command = new Command("equity", "Show the equity of an account over time, the oldest first") { _id, _part };
        _pages.AddTo(command);
        command.SetAction((parsed, ct) => _pages.Show(surroundings, parsed, query => query with { AccountId = parsed.GetRequiredValue(_id), Part = parsed.GetValue(_part) }, ct));
        return command;
    }
}
