using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Platform.Telling;

/// <summary>What a module does about events: a change of its own database for each, kept together with the note that it was handled.</summary>
public sealed class Handlers
{
    private readonly Dictionary<string, Action<Writing, Envelope>> _byName = [];

    internal IReadOnlyCollection<string> Names => _byName.Keys;

    /// <param name="handle">Runs again when it throws. What must happen outside of the database it writes down there.</param>
    public Handlers On<TEvent>(Action<Writing, TEvent, Envelope> handle) where TEvent : class
    {
        _byName.Add(typeof(TEvent).Name, (writing, envelope) => handle(writing, envelope.Open<TEvent>(), envelope));
        return this;
    }

    /// <summary>Does nothing about an event that nobody asked for.</summary>
    internal void Handle(Writing writing, Envelope envelope)
    {
        if (_byName.TryGetValue(envelope.Name, out var handle)) handle(writing, envelope);
    }
}
