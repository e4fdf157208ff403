using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Brokers;

/// <summary>A person's word that one account may trade real money. Made where that person says so and kept with the account; nothing reads it from a setting.</summary>
public sealed class LiveOptIn
{
    /// <exception cref="ArgumentException">Nobody, or no account.</exception>
    public LiveOptIn(string account, string person, Instant64 at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        (Account, Person, At) = (account, person, at);
    }

    public string Account { get; }

    public string Person { get; }

    public Instant64 At { get; }
}
