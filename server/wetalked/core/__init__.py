"""What all stands on: ids, time, texts, problems, settings; it knows neither SQL nor HTTP."""
